"""Start a strategy, move it, give and end roles."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fortrinn.errors import InputError
from fortrinn.reference import counties
from fortrinn.web.accounts.models import User
from fortrinn.web.records.addresses import slug_for
from fortrinn.web.records.events import Action, tell
from fortrinn.web.strategies.models import (
    CoveredRegion,
    Membership,
    OldAddress,
    Organisation,
    Strategy,
)
from fortrinn.web.strategies.roles import Power, Role

# The first words of all other addresses; a contract test compares them with the address list.
RESERVED_WORDS = frozenset(
    {
        ".well-known",
        "about",
        "accessibility",
        "accounts",
        "appearance",
        "csp-report",
        "datasets",
        "en",
        "favicon.ico",
        "feedback",
        "health",
        "jobs",
        "method",
        "nb",
        "new",
        "nn",
        "people",
        "robots.txt",
        "s",
        "sources",
        "static",
        "strategies",
        "updates",
    }
)


def _(text: str) -> str:
    return text


def require_address(*words: str) -> None:
    """Refuse words that mean something else at the beginning of an address."""
    for word in words:
        if word in RESERVED_WORDS:
            raise ValueError(f"The word {word} has another meaning in addresses.")


@transaction.atomic
def start_strategy(
    *,
    organisation: Organisation,
    title: str,
    place: str,
    slug: str,
    regions: Iterable[str],
    language: str,
    by: User,
    is_example: bool = False,
    role: str = Role.PROCESS_LEADER,
) -> Strategy:
    """A new strategy; who starts it leads it."""
    require_address(place, slug)
    strategy = Strategy.objects.create(
        organisation=organisation,
        title=title,
        place=place,
        slug=slug,
        language=language,
        is_example=is_example,
    )
    CoveredRegion.objects.bulk_create(
        CoveredRegion(strategy=strategy, code=code) for code in regions
    )
    Membership.objects.create(strategy=strategy, user=by, role=role)
    tell(Action.STRATEGY_CREATED, by=by, strategy=strategy)
    return strategy


def organisations_of(user: User) -> QuerySet[Organisation]:
    """The organisations a person may start strategies for: those where the person is an owner."""
    return Organisation.objects.filter(
        strategies__memberships__user=user,
        strategies__memberships__role=Role.OWNER,
        strategies__memberships__ended_at=None,
    ).distinct()


@transaction.atomic
def start_new(
    *, organisation: Organisation, title: str, regions: list[str], language: str, by: User
) -> Strategy:
    """A new strategy at a free address; who starts it owns it."""
    names = {county.code: county.slug for county in counties()}
    known = [names[code] for code in regions if code in names]
    place = known[0] if len(known) == 1 else organisation.slug
    taken = Strategy.objects.filter(place=place)
    slug = slug_for(
        title,
        fallback="strategy",
        is_taken=lambda slug: slug in RESERVED_WORDS or taken.filter(slug=slug).exists(),
    )
    return start_strategy(
        organisation=organisation,
        title=title,
        place=place,
        slug=slug,
        regions=regions,
        language=language,
        by=by,
        role=Role.OWNER,
    )


@transaction.atomic
def start_first(
    *, organisation: str, title: str, regions: list[str], language: str, email: str, name: str
) -> Strategy:
    """The first strategy of an organisation on a site, with somebody who owns it."""
    slug = slug_for(organisation, fallback="organisation", is_taken=RESERVED_WORDS.__contains__)
    owner, _is_new = Organisation.objects.get_or_create(slug=slug, defaults={"name": organisation})
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = User.objects.create_user(email, name)
    return start_new(organisation=owner, title=title, regions=regions, language=language, by=user)


@transaction.atomic
def change_facts(
    *,
    strategy: Strategy,
    title: str,
    status: str,
    level: str,
    part_of: Strategy | None,
    regions: list[str],
) -> Strategy:
    """What the strategy is called, where it stands, at which level, and what it covers."""
    strategy.title, strategy.status, strategy.level = title, status, level
    strategy.part_of = part_of
    strategy.save(update_fields=["title", "status", "level", "part_of"])
    known = {county.code for county in counties()}
    strategy.regions.filter(code__in=known).exclude(code__in=regions).delete()
    there = set(strategy.regions.values_list("code", flat=True))
    CoveredRegion.objects.bulk_create(
        CoveredRegion(strategy=strategy, code=code) for code in regions if code not in there
    )
    return strategy


@transaction.atomic
def move_strategy(*, strategy: Strategy, place: str, slug: str) -> Strategy:
    """A new address; the old one keeps leading to the strategy."""
    require_address(place, slug)
    OldAddress.objects.update_or_create(
        place=strategy.place, slug=strategy.slug, defaults={"strategy": strategy}
    )
    strategy.place, strategy.slug = place, slug
    strategy.save(update_fields=["place", "slug"])
    return strategy


@transaction.atomic
def give_role(*, strategy: Strategy, user: User, role: str, by: User) -> Membership:
    """Give a person a role; the role the person had is ended, and stays known."""
    current = _current(strategy, user)
    if current is not None and current.role == role:
        return current
    if current is not None:
        _end(current, leaves_leader=role)
    membership = Membership.objects.create(
        strategy=strategy, user=user, role=Role(role), given_by=by
    )
    tell(Action.ROLE_GIVEN, by=by, strategy=strategy, person=str(user.uid), role=role)
    return membership


@transaction.atomic
def end_role(*, membership: Membership, by: User) -> Membership:
    """Take a person out of a strategy. What the person wrote stays."""
    current = Membership.objects.select_for_update().get(pk=membership.pk)
    if current.ended_at is None:
        _end(current)
        tell(
            Action.ROLE_ENDED,
            by=by,
            strategy=current.strategy,
            person=str(current.user.uid),
            role=current.role,
        )
    return current


def _current(strategy: Strategy, user: User) -> Membership | None:
    memberships = Membership.objects.select_for_update()
    return memberships.filter(strategy=strategy, user=user, ended_at=None).first()


def _end(membership: Membership, leaves_leader: str = "") -> None:
    """Refuse to leave a strategy without anybody who may give roles."""
    new_role_leads = leaves_leader in {Role.OWNER, Role.PROCESS_LEADER}
    others = Membership.objects.filter(
        strategy=membership.strategy,
        ended_at=None,
        role__in=[Role.OWNER, Role.PROCESS_LEADER],
    ).exclude(pk=membership.pk)
    if membership.may(Power.PEOPLE) and not new_role_leads and not others.exists():
        raise InputError(_("Somebody must lead the strategy. Give another person that role first."))
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])


@transaction.atomic
def add_person(*, strategy: Strategy, email: str, name: str, role: str, by: User) -> Membership:
    """Give a role to the person with this address; somebody new gets an account.

    The name of somebody known is the person's own and is left as it is.
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = User.objects.create_user(email, name)
    return give_role(strategy=strategy, user=user, role=role, by=by)
