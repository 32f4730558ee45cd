"""Where allauth asks us: nobody signs up alone, and every sentence is in our catalogue."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class Adapter(DefaultAccountAdapter):
    """Accounts are given by a process leader. allauth has no nynorsk, so the words are ours."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("This account is closed. Ask the process leader of your strategy."),
        "email_password_mismatch": _("The e-mail address and the password do not belong together."),
        "enter_current_password": _("Type the password you have now."),
        "incorrect_password": _("The password is not right."),
        "invalid_password_reset": _("The link has been used or is too old. Ask for a new one."),
        "too_many_login_attempts": _("Too many attempts. Wait five minutes and try again."),
        "rate_limited": _("Too many attempts. Wait a few minutes and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
