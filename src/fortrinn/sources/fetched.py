"""What every publisher's figures come as: a long table, and where it is from."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from fortrinn.errors import OutputError, SettingError, refuse_name
from fortrinn.language import gettext_noop as _
from fortrinn.provenance import Source

if TYPE_CHECKING:
    import pyarrow as pa

VALUE: Final = "value"
STATUS: Final = "status"
MARK: Final = "mark"
_OF_THE_CELL: Final = (VALUE, STATUS, MARK)


@dataclass(frozen=True)
class Query:
    """What is asked of a publisher, so that it can be kept and asked again.

    Attributes
    ----------
    table
        The publisher's number or name of the table.
    selection
        Codes for each dimension; PxWeb's ``*``, ``top(5)``, ``18*``, ``from(2015)`` may be used
        where the publisher knows them. A dimension that is left out is summed away if it can be.
    codelists
        For a dimension the grouping or set of values its codes are from.
    language
        ``nb``, ``nn`` or ``en``, for the publisher's texts.
    """

    table: str
    selection: Mapping[str, Sequence[str]] = field(default_factory=dict)
    codelists: Mapping[str, str] = field(default_factory=dict)
    language: str = "nb"

    def __post_init__(self) -> None:
        chosen = {
            name: (codes,) if isinstance(codes, str) else tuple(codes)
            for name, codes in self.selection.items()
        }
        object.__setattr__(self, "selection", chosen)

    def as_data(self) -> dict[str, Any]:
        """The query as JSON can hold it."""
        chosen = {name: list(codes) for name, codes in self.selection.items()}
        return {
            "table": self.table,
            "selection": chosen,
            "codelists": dict(self.codelists),
            "language": self.language,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The query that :meth:`as_data` wrote.

        >>> query = Query("13470", {"Region": ["18*"]})
        >>> Query.from_data(query.as_data()) == query
        True
        """
        return cls(**data)


@dataclass(frozen=True)
class Dimension:
    """One dimension of a table: its codes in order, what they are called, and what it is.

    ``role`` is ``geo``, ``time``, ``metric`` or empty. ``units`` are those of a metric's codes.
    ``codelists`` are groupings and sets of values that can be asked for instead of the codes.
    """

    code: str
    label: str
    labels: Mapping[str, str]
    role: str = ""
    mandatory: bool = False
    units: Mapping[str, str] = field(default_factory=dict)
    codelists: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableEntry:
    """One table that a search found."""

    id: str
    title: str
    updated: str = ""
    first: str = ""
    last: str = ""
    dimensions: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableDescription:
    """What a table holds, before any figure is fetched."""

    id: str
    title: str
    updated: str
    dimensions: tuple[Dimension, ...]
    notes: tuple[str, ...] = ()

    def __getitem__(self, code: str) -> Dimension:
        for dimension in self.dimensions:
            if dimension.code == code:
                return dimension
        refuse_name(code, [dimension.code for dimension in self.dimensions])


@dataclass(frozen=True)
class Asked:
    """One question as it went to the publisher: an address to open, a command to run."""

    method: str
    address: str
    curl: str
    fetched: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Origin:
    """Where a fetched table is from: enough to fetch it again and to name the source.

    Attributes
    ----------
    publisher, key
        Its name, and its place in ``SOURCES``.
    asked
        The questions it took, more than one where the publisher limits an answer's size.
    updated
        When the publisher last changed the table, in the publisher's own words.
    marks
        Every mark in the table and what the publisher means by it.
    """

    key: str
    publisher: str
    table: str
    title: str
    query: Query
    asked: tuple[Asked, ...]
    licence: str
    licence_url: str = ""
    homepage: str = ""
    updated: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def fetched(self) -> str:
        """When the last of the answers came."""
        return max((each.fetched for each in self.asked), default="")

    @property
    def source(self) -> Source:
        """The source as the provenance of a result names it."""
        return Source(
            key=self.key,
            title=self.title,
            publisher=self.publisher,
            table=self.table,
            licence=self.licence,
            licence_url=self.licence_url,
            date=self.fetched[:10],
        )

    def as_data(self) -> dict[str, Any]:
        """The origin as JSON can hold it."""
        return asdict(self) | {"query": self.query.as_data()}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """The origin that :meth:`as_data` wrote, also after a trip through JSON."""
        return cls(
            **{
                **data,
                "query": Query.from_data(data["query"]),
                "asked": tuple(Asked(**each) for each in data["asked"]),
                "notes": tuple(data["notes"]),
            }
        )


@dataclass(frozen=True, eq=False)
class Fetched:
    """A table as a publisher has it, and where it is from.

    Attributes
    ----------
    table
        Long: a column of codes for each dimension, then ``value``, ``status`` (the words of
        :data:`fortrinn.cells.STATUS_WORDS`) and ``mark`` (what the publisher wrote). Registers and
        lists have columns of their own instead, see the publisher's README.
    provenance
        Its :class:`Origin`.
    dimensions
        The dimensions with labels, by the name of their column.
    """

    table: pa.Table
    provenance: Origin
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)

    def long(
        self, *, region: str, activity: str, period: str, where: Mapping[str, str] | None = None
    ) -> pa.Table:
        """The figures as ``region, activity, period, value, status``.

        Every other dimension must have one code, or be given one in ``where``.
        """
        import pyarrow.compute as pc

        kept = self.table
        for column, code in (where or {}).items():
            kept = kept.filter(pc.equal(self._column(kept, column), code))
        chosen = {"region": region, "activity": activity, "period": period}
        columns = [self._column(kept, name) for name in chosen.values()]
        for column in kept.column_names:
            if column not in (*chosen.values(), *(where or {}), *_OF_THE_CELL):
                _refuse_several(column, kept[column].unique().to_pylist())
        return _table([*columns, kept[VALUE], kept[STATUS]], [*chosen, VALUE, STATUS])

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write Parquet with the provenance inside; the file is there whole or not at all."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        path = Path(path)
        said = json.dumps(self.provenance.as_data(), ensure_ascii=False, sort_keys=True)
        table = self.table.replace_schema_metadata({"fortrinn.origin": said})
        beside = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            pq.write_table(table, beside, compression="zstd")
            os.replace(beside, path)
        except (OSError, pa.ArrowException) as error:
            raise OutputError(
                _("'{path}' could not be written: {reason}."), path=path, reason=error
            ) from None
        finally:
            beside.unlink(missing_ok=True)

    def _column(self, table: pa.Table, name: str) -> pa.ChunkedArray:
        if name not in table.column_names:
            refuse_name(name, table.column_names)
        return table[name]


def _refuse_several(column: str, codes: Sequence[str]) -> None:
    if len(codes) > 1:
        raise SettingError(
            _("'{column}' has {count} codes, such as {code}. Say which one the figures are for."),
            column=column,
            count=len(codes),
            code=codes[0],
        )


def _table(columns: Sequence[Any], names: Sequence[str]) -> pa.Table:
    import pyarrow as pa

    return pa.table(list(columns), names=list(names))
