"""Tables in files that people bring: CSV as it comes, Excel, Parquet, PC-Axis.

>>> import pathlib, tempfile
>>> path = pathlib.Path(tempfile.mkdtemp(), "jobs.csv")
>>> _size = path.write_text("fylke;næring;sysselsatte\\n03;62.010;1 234,5\\n", encoding="cp1252")
>>> file = open_table(path)
>>> file.columns
('fylke', 'næring', 'sysselsatte')
>>> file.read(names=["fylke", "næring"], value="sysselsatte").columns.to_pylist()
[{'fylke': '03', 'næring': '62.010', 'sysselsatte': 1234.5}]
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from fortrinn.errors import SettingError, TableError, closest, refuse_column
from fortrinn.language import gettext_noop as _
from fortrinn.measures.notes import Note
from fortrinn.sources.figures import Decimal
from fortrinn.sources.long_table import (
    Cells,
    Faults,
    LongTable,
    Progress,
    Wanted,
    long_table,
)

if TYPE_CHECKING:
    from fortrinn.sources.workbook import Workbook

_ZIP: Final = b"PK\x03\x04"
_PARQUET: Final = b"PAR1"
_OLD_EXCEL: Final = b"\xd0\xcf\x11\xe0"
_PACKED: Final = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf", b"Rar!")
_PX: Final = (b"CHARSET=", b"AXIS-VERSION=", b"CODEPAGE=")
_KINDS: Final = {".xlsx": "Excel", ".xlsm": "Excel", ".parquet": "Parquet", ".pq": "Parquet"}


class Format(Protocol):
    """A kind of file: what its columns are called, and their cells."""

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings, in order."""

    @property
    def first_row(self) -> int:
        """The number that a person sees beside the first row below the headings."""

    @property
    def notes(self) -> Sequence[Note]:
        """What was decided about the file and may interest its reader."""

    def cells(
        self,
        places: Mapping[str, int],
        figures: str,
        progress: Progress | None,
        faults: Faults | None = None,
    ) -> Cells:
        """The columns at some places among the headings; ``figures`` is the one with numbers.

        With ``faults`` a row that does not hold is put there; without, the file is refused.
        """


class TableFile:
    """A file with a table in it, opened by :func:`open_table`.

    Attributes
    ----------
    path
        Where it lies.
    columns
        Its headings, in order, without those that are empty.
    """

    def __init__(self, path: Path, form: Format) -> None:
        self.path = path
        self.columns = tuple(name for name in form.headings if name)
        self._form = form

    def read(
        self,
        *,
        names: Sequence[str],
        value: str,
        status: str | None = None,
        decimal: Decimal | None = None,
        progress: Progress | None = None,
    ) -> LongTable:
        """Read some columns: ``names`` as text, ``value`` as figures, ``status`` as words.

        Figures may be written as Norwegians and Statistics Norway write them: decimal comma, any
        space between thousands, U+2212 for minus, ``:`` ``.`` ``..`` for a status. ``decimal`` says
        which mark stands before the decimals where the cells themselves do not tell.

        Raises
        ------
        TableError
            A column is missing or stands twice, rows do not fit under the headings, a cell among
            the figures is no number, the file is damaged or larger than can be read at once.
        """
        if decimal not in (None, ",", "."):
            raise SettingError(
                _("The mark before decimals is a comma or a point, not '{decimal}'."),
                decimal=decimal,
            )
        wanted = Wanted(tuple(names), value, status, decimal)
        places = {name: self._place(name) for name in wanted.columns}
        cells = self._form.cells(places, value, progress)
        return long_table(
            cells, wanted, first_row=self._form.first_row, notes=tuple(self._form.notes)
        )

    def cells(
        self,
        columns: Sequence[str],
        figures: str,
        faults: Faults,
        progress: Progress | None = None,
    ) -> Cells:
        """Some columns as they stand; rows that do not hold are put in ``faults``."""
        places = {name: self._place(name) for name in columns}
        return self._form.cells(places, figures, progress, faults)

    def pieces(
        self, columns: Sequence[str], faults: Faults, progress: Progress | None = None
    ) -> Iterator[Cells] | None:
        """The columns block by block, None for a kind of file that is read at once."""
        read = getattr(self._form, "pieces", None)
        if read is None:
            return None
        found: Iterator[Cells] = read(
            {name: self._place(name) for name in columns}, faults, progress
        )
        return found

    @property
    def sheets(self) -> tuple[str, ...]:
        """The sheets of a workbook with something on, the one that is read first."""
        return tuple(getattr(self._form, "sheets", ()))

    @property
    def first_row(self) -> int:
        """The number that a person sees beside the first row below the headings."""
        return self._form.first_row

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was decided about the file and may interest its reader."""
        return tuple(self._form.notes)

    @property
    def facts(self) -> Mapping[str, str]:
        """What the file says of itself: table, title, publisher, updated, unit."""
        return dict(getattr(self._form, "facts", {}))

    def _place(self, name: str) -> int:
        found = [i for i, heading in enumerate(self._form.headings) if heading == name]
        if not found:
            refuse_column(name, self.columns)
        if len(found) > 1:
            raise TableError(
                _("{count} columns are called '{column}'. Give each its own name."),
                count=len(found),
                column=name,
            )
        return found[0]


def open_table(path: str | os.PathLike[str], *, sheet: str | None = None) -> TableFile:
    """Open a CSV, Excel, Parquet or PC-Axis file and find its headings.

    What is in the file decides, not only its name. Separator and encoding of a CSV file are found
    out; lines above the headings are skipped. Of a workbook the first sheet with anything on it is
    read, unless ``sheet`` names one.

    Raises
    ------
    TableError
        There is no such file, it cannot be opened, it is empty, or it is not the kind of file its
        name says.
    UnknownName
        The workbook has no such sheet.
    """
    path = Path(path)
    start = _beginning(path)
    if sheet is not None and not start.startswith(_ZIP):
        raise SettingError(
            _("Only a workbook has sheets, and '{path}' is none. Leave '{sheet}' out."),
            path=path.name,
            sheet=sheet,
        )
    if start.startswith(_PARQUET):
        from fortrinn.sources.parquet import ParquetForm

        return TableFile(path, ParquetForm(path))
    if start.startswith(_ZIP):
        from fortrinn.sources.workbook import Workbook

        return TableFile(path, _statbank_or_own(path, Workbook(path, sheet)))
    _refuse_other_kinds(path, start)
    if _is_px(path, start):
        from fortrinn.sources.px import PxForm

        return TableFile(path, PxForm(path))
    from fortrinn.sources.delimited import DelimitedText

    return TableFile(path, DelimitedText(path))


def _statbank_or_own(path: Path, book: Workbook) -> Format:
    """Statbank's own layout is taken apart; any other sheet is a table as it stands."""
    from fortrinn.sources.statbank import StatbankForm, is_statbank

    return StatbankForm(path, book) if is_statbank(book.rows) else book


def _is_px(path: Path, start: bytes) -> bool:
    """PC-Axis files begin with CHARSET or AXIS-VERSION, and are called ``.px``."""
    begins = start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(_PX)
    return begins or path.suffix.lower() == ".px"


def _beginning(path: Path) -> bytes:
    """The first bytes of a file that is there, is a file and holds something."""
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except FileNotFoundError:
        raise _not_found(path) from None
    except IsADirectoryError:
        raise TableError(
            _("'{path}' is a folder. Give a CSV, Excel or Parquet file."), path=path
        ) from None
    except OSError as error:
        raise TableError(
            _("'{path}' cannot be opened: {reason}."), path=path, reason=error.strerror or error
        ) from None
    if not start.strip(b"\x00\xff\xfe\xef\xbb\xbf \t\r\n"):
        raise TableError(
            _("'{path}' is empty. Give a table with headings and rows."), path=path.name
        )
    return start


def _not_found(path: Path) -> TableError:
    folder = path.parent
    names = [each.name for each in folder.iterdir() if each.is_file()] if folder.is_dir() else []
    guess = closest(path.name, names)
    if guess is None:
        return TableError(_("There is no file '{path}'. Check the name and the folder."), path=path)
    return TableError(
        _("There is no file '{path}'. Did you mean '{guess}'?"), path=path, guess=folder / guess
    )


def _refuse_other_kinds(path: Path, start: bytes) -> None:
    """Refuse what is not text, or is called something it is not."""
    if start.startswith(_OLD_EXCEL):
        raise TableError(
            _("'{path}' is a workbook of the old kind (.xls). Save it as .xlsx or CSV."),
            path=path.name,
        )
    if start.startswith(_PACKED):
        raise TableError(_("'{path}' is compressed. Unpack it first."), path=path.name)
    kind = _KINDS.get(path.suffix.lower())
    if kind is not None:
        raise TableError(
            _("'{path}' is called {suffix}, but what is in it is not {kind}. Export it again."),
            path=path.name,
            suffix=path.suffix,
            kind=kind,
        )
