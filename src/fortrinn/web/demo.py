"""The workspace one can try: a strategy for Nordland, the imagined example, people of each role."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction

from fortrinn.web.accounts.models import User
from fortrinn.web.analysis import demo as analysis
from fortrinn.web.crab.load import load as load_crab
from fortrinn.web.datasets.services import load_reference
from fortrinn.web.strategies import services
from fortrinn.web.strategies.models import Organisation, Strategy
from fortrinn.web.strategies.roles import Role

# Known to everyone, and therefore only ever served on 127.0.0.1 from a database of its own.
PASSWORD = "fortrinn-demo"


@dataclass(frozen=True)
class Person:
    """Someone to try the workspace as."""

    email: str
    name: str
    role: Role


PEOPLE = (
    Person("prosessleder@example.org", "Marit Lund", Role.PROCESS_LEADER),
    Person("analytiker@example.org", "Jonas Eide", Role.ANALYST),
    Person("redaktor@example.org", "Aina Berg", Role.EDITOR),
    Person("politiker@example.org", "Oddvar Moe", Role.POLITICIAN),
    Person("observator@example.org", "Lise Strand", Role.OBSERVER),
    Person("forsker@example.org", "Henrik Dahl", Role.RESEARCHER),
)


@transaction.atomic
def load() -> tuple[Person, ...]:
    """Make what is not there yet; what a visitor has changed stays as it is."""
    known = set(User.objects.values_list("email", flat=True))
    new = [person for person in PEOPLE if person.email not in known]
    hashed = make_password(PASSWORD) if new else ""
    for person in new:
        User.objects.create(email=person.email, name=person.name, password=hashed)
    if not Strategy.objects.filter(place="nordland", slug="smart-spesialisering").exists():
        strategy = _make_strategy()
        load_reference()
        analysis.fill(
            strategy=strategy,
            analyst=User.objects.get(email=PEOPLE[1].email),
            editor=User.objects.get(email=PEOPLE[2].email),
        )
    load_crab([(User.objects.get(email=person.email), person.role) for person in PEOPLE])
    return PEOPLE


def _make_strategy() -> Strategy:
    county, _is_new = Organisation.objects.get_or_create(
        slug="nordland", defaults={"name": "Nordland fylkeskommune"}
    )
    leader = User.objects.get(email=PEOPLE[0].email)
    strategy = services.start_strategy(
        organisation=county,
        title="Smart spesialisering i Nordland",
        place="nordland",
        slug="smart-spesialisering",
        regions=["18"],
        language="nb",
        by=leader,
        is_example=True,
    )
    for person in PEOPLE[1:]:
        services.give_role(
            strategy=strategy,
            user=User.objects.get(email=person.email),
            role=person.role,
            by=leader,
        )
    return strategy


def welcome(address: str, people: tuple[Person, ...]) -> str:
    """What is printed when the demo answers."""
    width = max(len(person.email) for person in people)
    accounts = "\n".join(
        f"  {person.email:<{width}}  {person.role.value.replace('_', ' ')} ({person.name})"
        for person in people
    )
    return (
        f"\nFortrinn answers on {address}\n\n"
        f"Sign in on {address}accounts/login/ with the password  {PASSWORD}\n{accounts}\n\n"
        "Stop with Ctrl-C. What you do is kept until next time."
    )
