"""People who sign in. An e-mail address is the name they sign in with."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes people; the address is compared without regard to capitals."""

    def create_user(self, email: str, name: str, password: str | None = None) -> User:
        """A person; without a password they get in by the link of «forgotten password»."""
        user = self.model(email=email.strip(), name=name)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person with an account. Rights come from memberships of strategies, never from here."""

    uid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("E-mail address"), max_length=254, unique=True)
    name = models.CharField(_("Name"), max_length=120)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.lower()
        self.name = " ".join(self.name.split())  # on one line wherever it stands
        super().save(*args, **kwargs)

    @property
    def short_name(self) -> str:
        """The first of the names, for the header."""
        return self.name.split(maxsplit=1)[0] if self.name.strip() else self.email
