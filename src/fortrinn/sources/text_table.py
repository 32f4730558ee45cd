"""Publishers' CSV files as tables of texts. What a text means is decided by who knows the file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any, Final

from fortrinn.errors import BadAnswer
from fortrinn.language import gettext_noop as _

if TYPE_CHECKING:
    import pyarrow as pa

_BLOCK: Final = 8 << 20


def read_text(
    source: bytes | IO[bytes],
    *,
    delimiter: str,
    host: str,
    columns: Sequence[str] | None = None,
) -> pa.Table:
    """The whole file; ``columns`` must be there, and only those are read."""
    import pyarrow as pa

    batches = list(stream_text(source, delimiter=delimiter, host=host, columns=columns))
    return pa.Table.from_batches(batches) if batches else _refuse(host)


def stream_text(
    source: bytes | IO[bytes],
    *,
    delimiter: str,
    host: str,
    columns: Sequence[str] | None = None,
) -> Iterator[Any]:
    """The file in batches, so that a large one is never in memory as a whole."""
    import zlib

    import pyarrow as pa
    from pyarrow import csv

    stream = pa.BufferReader(source) if isinstance(source, bytes) else source
    try:
        reader = csv.open_csv(
            stream,
            csv.ReadOptions(block_size=_BLOCK),
            csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
            csv.ConvertOptions(
                include_columns=list(columns or ()),
                default_column_type=pa.string(),
                strings_can_be_null=False,
            ),
        )
        names = reader.schema.names
        if len(set(names)) < len(names):
            _refuse(host)
        yield from reader
    except pa.ArrowKeyError as error:
        raise BadAnswer(
            _("The file from {host} lacks a column that it should have: {reason}."),
            host=host,
            reason=str(error).strip("'\"")[:200],
        ) from None
    except (pa.ArrowException, EOFError, zlib.error, UnicodeDecodeError):
        _refuse(host)


def _refuse(host: str) -> Any:
    raise BadAnswer(
        _("The file from {host} does not have the form it should have. Try again later."),
        host=host,
    )
