"""The only way from an address to a strategy.

Who is not signed in is asked to sign in, whether the strategy exists or not; who has no role in it
finds nothing there; who has a role without the power needed is told so.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from fortrinn.web.accounts.models import User
from fortrinn.web.strategies.models import Membership, Strategy
from fortrinn.web.strategies.roles import Power


class SignInFirst(Exception):
    """The page needs a person; the middleware sends to sign-in and back."""


def signed_in(user: User | AnonymousUser) -> User:
    """The person; who is not signed in is asked to."""
    if not isinstance(user, User):
        raise SignInFirst
    return user


def memberships_of(user: User | AnonymousUser) -> QuerySet[Membership]:
    """The roles a person has, each with its strategy."""
    user = signed_in(user)
    memberships = Membership.objects.filter(user=user, ended_at=None)
    return memberships.select_related("strategy__organisation", "user")


def membership_for(
    user: User | AnonymousUser, place: str, strategy: str, power: Power | None = None
) -> Membership:
    """The person's role in the strategy at this address, with its strategy loaded.

    ``power`` is what the page needs beyond having a role at all. An address the strategy had
    earlier finds it too, so that a form opened there is not lost.
    """
    memberships = memberships_of(user)
    membership = (
        memberships.filter(strategy__place=place, strategy__slug=strategy).first()
        or memberships.filter(
            strategy__old_addresses__place=place, strategy__old_addresses__slug=strategy
        ).first()
    )
    if membership is None:
        raise Http404
    if power is not None:
        require(membership, power)
    return membership


def strategy_at(place: str, slug: str) -> Strategy | None:
    """The strategy at an address, now or earlier. It says nothing about who may see it."""
    strategies = Strategy.objects.select_related("organisation")
    return (
        strategies.filter(place=place, slug=slug).first()
        or strategies.filter(old_addresses__place=place, old_addresses__slug=slug).first()
    )


def require(membership: Membership, power: Power) -> None:
    """Refuse what the role does not carry, and say which role it is."""
    if not membership.may(power):
        raise PermissionDenied(
            _("Your role here is {role}. It does not include this.").format(
                role=membership.get_role_display()
            )
        )
