"""The forms of signing in, in our own words."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as allauth
from django import forms
from django.utils.translation import gettext_lazy as _

from fortrinn.web.accounts.models import User


def _password(field: forms.Field, label: Any, *, new: bool, help_text: Any = "") -> None:
    field.label = label
    field.help_text = help_text
    field.widget = forms.PasswordInput(
        attrs={"autocomplete": "new-password" if new else "current-password"}
    )


LONG_ENOUGH = _("At least 12 characters. A few words in a row are easier to remember.")


class SignInForm(allauth.LoginForm):
    """E-mail address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.EmailField(
            label=_("E-mail address"),
            widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        )
        _password(self.fields["password"], _("Password"), new=False)


class ChangePasswordForm(allauth.ChangePasswordForm):
    """The old password and a new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _password(self.fields["oldpassword"], _("Password you have now"), new=False)
        _password(self.fields["password1"], _("New password"), new=True, help_text=LONG_ENOUGH)
        _password(self.fields["password2"], _("New password once more"), new=True)


class ForgottenPasswordForm(allauth.ResetPasswordForm):
    """The address the link is sent to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = forms.EmailField(
            label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
        )


class NewPasswordForm(allauth.ResetPasswordKeyForm):
    """A new password, twice, after the link in the mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _password(self.fields["password1"], _("New password"), new=True, help_text=LONG_ENOUGH)
        _password(self.fields["password2"], _("New password once more"), new=True)


class NameForm(forms.ModelForm):
    """What others see."""

    class Meta:
        model = User
        fields = ["name"]
