"""Who answers for a county's figures, and what visitors may see of a doubt."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from fortrinn.reference import County, counties
from fortrinn.web.accounts.models import User
from fortrinn.web.publishing.models import Doubt
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.models import Membership, Strategy
from fortrinn.web.strategies.roles import POWERS, Power


def counties_of(strategy: Strategy) -> list[str]:
    """The address words of the counties whose figures a strategy works with."""
    slugs = {county.code: county.slug for county in counties()}
    return [slugs[region.code] for region in strategy.regions.all() if region.code in slugs]


def answers_for(user: User | AnonymousUser, place: str, strategy: str) -> Membership:
    """The membership of somebody who answers doubts in this strategy."""
    return membership_for(user, place, strategy, Power.ANALYSE)


def answered_by(strategy: Strategy) -> list[str]:
    """The counties whose doubts the strategy answers; an imagined one only borrows figures."""
    return [] if strategy.is_imagined else counties_of(strategy)


def may_hide(membership: Membership) -> bool:
    """Hiding what somebody wrote is for the process leader and the owner."""
    return membership.may(Power.ANALYSE) and membership.may(Power.REMOVE)


def doubt_for(membership: Membership, number: int) -> Doubt:
    """A doubt about a county the membership's strategy covers, or about its own figures."""
    own = membership.strategy
    covered = Doubt.objects.of_strategy(own, answered_by(own))
    doubt = covered.with_all().filter(number=number).first()
    if doubt is None:
        raise Http404
    return doubt


def somebody_answers(county: County) -> bool:
    """Whether a strategy covers the county and has somebody who answers for its figures."""
    roles = [role for role, powers in POWERS.items() if Power.ANALYSE in powers]
    return Membership.objects.filter(
        ended_at=None, role__in=roles, strategy__regions__code=county.code
    ).exists()


def those_who_answer(user: User | AnonymousUser, county: str) -> Membership | None:
    """The membership by which this person answers for a county, None for everyone else."""
    if not isinstance(user, User):
        return None
    code = next(one.code for one in counties() if one.slug == county)
    memberships = Membership.objects.filter(user=user, ended_at=None, strategy__regions__code=code)
    found = memberships.select_related("strategy")
    return next((one for one in found if one.may(Power.ANALYSE)), None)


def strategies_to_write_in(user: User | AnonymousUser, county: County) -> list[Strategy]:
    """The strategies for a county that this person writes in; none for a visitor."""
    if not isinstance(user, User):
        return []
    memberships = Membership.objects.filter(
        user=user, ended_at=None, strategy__regions__code=county.code
    ).select_related("strategy")
    return list(
        {one.strategy_id: one.strategy for one in memberships if one.may(Power.WRITE)}.values()
    )
