"""What publishers write where there is no figure, or beside one, and what they mean by it.

The same sign means different things: ``:`` is *withheld* in Statistics Norway's tables and *not
available* in Eurostat's.

>>> PXWEB.status(":").name, EUROSTAT.status(":").name, EUROSTAT.status(": c").name
('WITHHELD', 'MISSING', 'WITHHELD')
>>> PXWEB.status("*") is None
True
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from fortrinn.cells import Status
from fortrinn.language import gettext_noop as _

_FIRST: Final = (Status.WITHHELD, Status.NOT_APPLICABLE, Status.MISSING)

UNEXPLAINED: Final = _("a mark that the publisher's list does not explain")


@dataclass(frozen=True)
class Marks:
    """A publisher's marks.

    Attributes
    ----------
    meanings
        For each mark the status it gives, None where a figure stands beside it, and what it means.
    nil
        The mark that stands for exactly none, if the publisher has one.
    letters
        Whether several letters may stand together (``bp``), each a mark.
    """

    meanings: Mapping[str, tuple[Status | None, str]]
    nil: str = ""
    letters: bool = False

    def parts(self, mark: str) -> tuple[str, ...]:
        """The single marks in what stands in a cell."""
        mark = mark.strip()
        if not self.letters or mark in self.meanings:
            return (mark,) if mark else ()
        return tuple(letter for letter in mark if not letter.isspace())

    def status(self, mark: str) -> Status | None:
        """The status a mark gives; None if it says something about a figure."""
        given = {self.meanings[part][0] for part in self.parts(mark) if part in self.meanings}
        return next((status for status in _FIRST if status in given), None)

    def explained(self, marks: Iterable[str]) -> dict[str, str]:
        """The meaning of every single mark among some."""
        single = sorted({part for mark in marks for part in self.parts(mark)})
        return {part: self.meanings.get(part, (None, UNEXPLAINED))[1] for part in single}


PXWEB: Final = Marks(
    {
        ":": (Status.WITHHELD, _("withheld: publishing it could identify somebody")),
        ".": (Status.NOT_APPLICABLE, _("not applicable: there can be no figure here")),
        "..": (Status.MISSING, _("missing: not available")),
        "...": (Status.MISSING, _("missing: not available yet")),
        "-": (None, _("exactly none")),
        "*": (None, _("provisional figure")),
    },
    nil="-",
)

EUROSTAT: Final = Marks(
    {
        ":": (Status.MISSING, _("missing: not available")),
        "c": (Status.WITHHELD, _("withheld: confidential")),
        "z": (Status.NOT_APPLICABLE, _("not applicable: there can be no figure here")),
        "b": (None, _("break in the series")),
        "d": (None, _("definition differs, see the publisher's notes")),
        "e": (None, _("estimated")),
        "f": (None, _("forecast")),
        "i": (None, _("see the publisher's notes")),
        "n": (None, _("not significant")),
        "p": (None, _("provisional figure")),
        "r": (None, _("revised")),
        "s": (None, _("estimated by Eurostat")),
        "u": (None, _("low reliability")),
    },
    letters=True,
)
