"""The number of a Norwegian organisation: nine figures, of which the last checks the others."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def tidied(text: str) -> str:
    """The number without the spaces people write in it.

    >>> tidied("974 760 673")
    '974760673'
    """
    return "".join(text.split())


def is_organisation_number(text: str) -> bool:
    """Whether the last figure fits the eight before it (modulo 11, weights 3 2 7 6 5 4 3 2).

    >>> is_organisation_number("974760673"), is_organisation_number("974760674")
    (True, False)
    """
    if len(text) != 9 or not (text.isascii() and text.isdecimal()):
        return False
    total = sum(weight * int(figure) for weight, figure in zip(WEIGHTS, text[:8], strict=True))
    return (11 - total % 11) % 11 == int(text[8])


def refuse_slip(text: str) -> None:
    """Say so when it is none."""
    if not is_organisation_number(text):
        raise ValidationError(
            _(
                "This is not an organisation number. It has nine figures and the last one checks "
                "the others; look for a slip."
            )
        )


class OrganisationNumberField(models.CharField):
    """Kept as nine figures, however it is typed or pasted."""

    default_validators = [refuse_slip]

    def to_python(self, value: Any) -> str:
        """Without the spaces people write in it."""
        return tidied(super().to_python(value) or "")
