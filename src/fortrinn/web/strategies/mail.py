"""The mail that tells a person of a new role, with a link to choose a password where needed."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from fortrinn.web.accounts.models import User
from fortrinn.web.strategies.models import Membership

log = logging.getLogger("fortrinn.mail")


def tell_of_role(request: HttpRequest, membership: Membership) -> bool:
    """Send it, in the strategy's language; False when the mail server does not take it."""
    with override(membership.strategy.language):
        text = render_to_string(
            "strategies/mail/new_role.txt",
            {
                "membership": membership,
                "strategy_url": request.build_absolute_uri(membership.strategy.get_absolute_url()),
                "password_url": _password_url(request, membership),
            },
        )
        subject = _("You are now part of “{strategy}”").format(strategy=membership.strategy.title)
    try:
        send_mail(subject, text, None, [membership.user.email])
    except (OSError, SMTPException):
        log.exception("A mail about a new role was not taken.")
        return False
    return True


def _password_url(request: HttpRequest, membership: Membership) -> str:
    path = password_path(membership.user)
    return request.build_absolute_uri(path) if path else ""


def password_path(user: User) -> str:
    """Where somebody without a password chooses one; empty for who has one."""
    if user.has_usable_password():
        return ""
    key = default_token_generator.make_token(user)
    words = {"uidb36": user_pk_to_url_str(user), "key": key}
    return reverse("account_reset_password_from_key", kwargs=words)
