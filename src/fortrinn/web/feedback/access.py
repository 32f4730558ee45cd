"""Who answers what people say of the workbench: the owners of the strategies on this site."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from fortrinn.web.accounts.models import User
from fortrinn.web.strategies.access import memberships_of, signed_in
from fortrinn.web.strategies.roles import Role


def may_answer(user: User | AnonymousUser) -> bool:
    """Whether this person owns a strategy here."""
    return isinstance(user, User) and memberships_of(user).filter(role=Role.OWNER).exists()


def answerer(user: User | AnonymousUser) -> User:
    """The person, who must be one of those who answer."""
    person = signed_in(user)
    if not may_answer(person):
        raise PermissionDenied(_("Feedback is read and answered by those who own a strategy here."))
    return person
