"""Start a strategy, move it, give and end roles."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from fortrinn.errors import InputError
from fortrinn.web.accounts.models import User
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
        "health",
        "jobs",
        "nb",
        "new",
        "nn",
        "people",
        "robots.txt",
        "s",
        "sources",
        "static",
        "strategies",
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
    Membership.objects.create(strategy=strategy, user=by, role=Role.PROCESS_LEADER)
    tell(Action.STRATEGY_CREATED, by=by, strategy=strategy)
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
