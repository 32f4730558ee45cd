"""The number of a Norwegian organisation: nine figures, of which the last checks the others."""

from __future__ import annotations

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
