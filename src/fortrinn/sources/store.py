"""Where fetched and uploaded tables are kept: Parquet files that are never overwritten.

::

    datasets/content/<sha256>.parquet    a table, known by the hash of its bytes
    datasets/<key>/0001.json             a version: where it is from, when, and what changed

A file is written beside its place and gets its name when it is whole, so that a process that is
killed leaves no half version. A file whose hash is not its name is refused when it is read.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence, Sized
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from fortrinn.errors import InputError, OutputError, TableError, UnknownName
from fortrinn.language import gettext_noop as _
from fortrinn.sources.changes import Changes, changes_between

if TYPE_CHECKING:
    import pyarrow as pa

NEWEST: Final = _("It is the newest.")
COUNTED: Final = _("Later counts from the same list are held against it.")
_ONLY_NEWEST: Final = _("Only the newest version has figures here, and it is kept.")
_ALL_NEEDED: Final = _("Every older version is needed, so all are kept.")
_KEY: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,99}")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_UNFINISHED: Final = ".making-"
_BLOCK: Final = 1 << 20
_STORED_ROWS: Final = 1 << 18


def why_none_goes(reasons: Sized) -> str:
    """What to say where every version is kept for one of these reasons.

    >>> why_none_goes([NEWEST])
    'Only the newest version has figures here, and it is kept.'
    >>> why_none_goes([NEWEST, COUNTED])
    'Every older version is needed, so all are kept.'
    """
    return _ALL_NEEDED if len(reasons) > 1 else _ONLY_NEWEST


@dataclass(frozen=True, kw_only=True)
class Description:
    """Where a table comes from, in the words of its publisher.

    ``query`` repeats the fetch; ``updated`` is the publisher's date; ``keys`` are the columns that
    name a cell; ``steps`` are the steps from the file or the answer to the table, as a provenance
    holds them; ``restricted`` is a table that must not be published; ``counted`` says what those
    who brought it have counted themselves.
    """

    title: str
    publisher: str = ""
    table: str = ""
    licence: str = ""
    licence_url: str = ""
    updated: str = ""
    query: Mapping[str, Any] = field(default_factory=dict)
    keys: tuple[str, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    classifications: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[Mapping[str, Any], ...] = ()
    notes: tuple[str, ...] = ()
    restricted: bool = False
    counted: str = ""


@dataclass(frozen=True, kw_only=True)
class StoredVersion:
    """One version of a table as it lies in the store."""

    key: str
    number: int
    sha256: str
    rows: int
    fetched_at: str
    about: Description
    changes: Changes | None = None
    is_new: bool = True


@dataclass
class Content:
    """A table on its way into the store; the hash is known when it is whole."""

    file: IO[bytes]
    sha256: str = ""


class DatasetStore:
    """A folder of tables and their versions."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self.folder = Path(folder)
        self._content = self.folder / "content"

    # --- writing --------------------------------------------------------------------------------

    def add(self, key: str, table: pa.Table, about: Description) -> StoredVersion:
        """Keep a table as the next version of ``key``; the same content again is the same version.

        Raises :class:`OutputError` where it cannot be written; nothing is left behind then.
        """
        self._refuse_key(key)
        sha256 = self.keep(sorted_by(table, about.keys))
        return self.describe(key, sha256, table.num_rows, about)

    def describe(self, key: str, sha256: str, rows: int, about: Description) -> StoredVersion:
        """Make a content that lies in the store the next version of ``key``."""
        earlier = self.versions(key)
        last = earlier[-1] if earlier else None
        if last is not None and last.sha256 == sha256 and last.about.restricted == about.restricted:
            return replace(last, is_new=False)
        changes = None
        if last is not None:
            changes = changes_between(self.read(last.sha256), self.read(sha256), about.keys)
        version = StoredVersion(
            key=key,
            number=last.number + 1 if last else 1,
            sha256=sha256,
            rows=rows,
            fetched_at=datetime.now(UTC).isoformat(timespec="seconds"),
            about=about,
            changes=changes,
        )
        self._write_description(version)
        return version

    def keep(self, table: pa.Table) -> str:
        """Write a table; gives the hash it is known by."""
        import pyarrow.parquet as pq

        plain = table.cast(_plain_schema(table)).replace_schema_metadata(None)
        with self.writing() as content:
            pq.write_table(plain, content.file, compression="zstd", row_group_size=_STORED_ROWS)
        return content.sha256

    @contextmanager
    def writing(self) -> Iterator[Content]:
        """A file to write content into; it gets its name when the block ends without an error."""
        try:
            self._content.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self._content, prefix=_UNFINISHED)
        except OSError as error:
            raise self._refusal(error) from None
        try:
            with os.fdopen(handle, "w+b") as file:
                content = Content(file)
                yield content
                file.flush()
                os.fsync(file.fileno())
                content.sha256 = _hash_of(file)
            os.chmod(name, 0o644)
            os.replace(name, self.path(content.sha256))
        except OSError as error:
            raise self._refusal(error) from None
        finally:
            Path(name).unlink(missing_ok=True)

    def _write_description(self, version: StoredVersion) -> None:
        folder = self.folder / version.key
        aside: Path | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(
                "w", dir=folder, prefix=_UNFINISHED, delete=False, encoding="utf-8"
            ) as file:
                aside = Path(file.name)
                json.dump(_as_data(version), file, ensure_ascii=False, indent=1)
                file.flush()
                os.fsync(file.fileno())
            # A link fails where the number is taken already: nobody's version is overwritten.
            os.link(aside, folder / f"{version.number:04d}.json")
        except FileExistsError:
            raise OutputError(
                _("Somebody else has just kept a version of '{key}'. Try again."), key=version.key
            ) from None
        except OSError as error:
            raise self._refusal(error) from None
        finally:
            if aside is not None:
                aside.unlink(missing_ok=True)

    def sweep(self) -> int:
        """Remove what a killed process left unfinished; gives how many files."""
        left = [path for path in self.folder.rglob(f"{_UNFINISHED}*") if path.is_file()]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    # --- reading --------------------------------------------------------------------------------

    def path(self, sha256: str) -> Path:
        """Where a content lies."""
        if not _HASH.fullmatch(sha256):
            raise UnknownName(_("'{name}' is not the hash of a table."), name=sha256[:80])
        return self._content / f"{sha256}.parquet"

    def has(self, sha256: str) -> bool:
        """Whether a content lies here."""
        return self.path(sha256).is_file()

    def read(self, sha256: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A table by its hash; one that has been changed on the disk is refused."""
        import pyarrow.parquet as pq

        path = self.path(sha256)
        if not path.is_file():
            raise TableError(
                _("The table {hash} is not on this machine any more. Fetch it again."),
                hash=sha256[:8],
            )
        with path.open("rb") as file:
            if _hash_of(file) != sha256:
                raise TableError(
                    _("The table {hash} has been damaged on the disk. Fetch it again."),
                    hash=sha256[:8],
                )
        return pq.read_table(path, columns=None if columns is None else list(columns))

    def names(self) -> list[str]:
        """The tables there are."""
        if not self.folder.is_dir():
            return []
        names = (path.parent.name for path in self.folder.glob("*/[0-9]*.json"))
        return sorted(set(names))

    def versions(self, key: str) -> list[StoredVersion]:
        """The versions of a table, the oldest first."""
        self._refuse_key(key)
        paths = sorted((self.folder / key).glob("[0-9]*.json"))
        return [_from_data(json.loads(path.read_text(encoding="utf-8"))) for path in paths]

    def version(self, key: str, number: int | None = None) -> StoredVersion:
        """One version of a table, the newest without a number."""
        found = self.versions(key)
        wanted = [one for one in found if number is None or one.number == number]
        if not wanted:
            raise UnknownName(
                _("There is no table '{name}' here. See: fortrinn datasets"), name=key
            )
        return wanted[-1]

    # --- pruning --------------------------------------------------------------------------------

    def prune(self, key: str, number: int, *, needed: bool) -> None:
        """Remove the content of an old version that nothing depends on; that it was, stays known.

        Raises :class:`InputError` for the newest version, and for one that is needed.
        """
        versions = self.versions(key)
        version = self.version(key, number)
        if version.number == versions[-1].number:
            raise InputError(_("The newest version is kept."))
        if needed:
            raise InputError(_("Something rests on this version, so it is kept."))
        used = {one.sha256 for one in self._every() if (one.key, one.number) != (key, number)}
        if version.sha256 not in used:
            self.path(version.sha256).unlink(missing_ok=True)

    def standings(self, key: str) -> list[tuple[int, str]]:
        """Every version whose figures are here with why they are kept, the newest first.

        Knows only the store: what rests on a strategy's table, its workspace knows.
        """
        versions = [one for one in reversed(self.versions(key)) if self.has(one.sha256)]
        last = self.version(key).number
        return [
            (one.number, NEWEST if one.number == last else COUNTED if one.about.counted else "")
            for one in versions
        ]

    def prune_all(self, key: str) -> list[int]:
        """Remove the figures of every version that is not kept for a reason; their numbers."""
        going = [number for number, reason in self.standings(key) if not reason]
        if not going:
            raise InputError(why_none_goes([reason for _number, reason in self.standings(key)]))
        for number in going:
            self.prune(key, number, needed=False)
        return going

    def _every(self) -> Iterator[StoredVersion]:
        for key in self.names():
            yield from self.versions(key)

    def _refuse_key(self, key: str) -> None:
        if not _KEY.fullmatch(key) or key == "content":
            raise UnknownName(
                _("'{name}' cannot name a table. Use small letters, digits, '-' and '_'."),
                name=key[:80],
            )

    def _refusal(self, error: OSError) -> OutputError:
        return OutputError(
            _("'{path}' cannot be written to: {reason}. Make room, or choose another folder."),
            path=self.folder,
            reason=error.strerror or str(error),
        )


def sorted_by(table: pa.Table, keys: Sequence[str]) -> pa.Table:
    """The rows in the order of their keys, so that the same figures give the same file."""
    present = [(key, "ascending") for key in keys if key in table.column_names]
    if not present:
        return table
    plain = table.cast(_plain_schema(table))
    return plain.sort_by(present)


def _types(table: pa.Table) -> list[tuple[str, Any]]:
    return list(zip(table.schema.names, table.schema.types, strict=True))


def _plain_schema(table: pa.Table) -> Any:
    import pyarrow as pa

    return pa.schema([(name, _plain(kind)) for name, kind in _types(table)])


def _plain(kind: Any) -> Any:
    import pyarrow as pa

    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _hash_of(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    file.seek(0)
    while block := file.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _as_data(version: StoredVersion) -> dict[str, Any]:
    data = asdict(version)
    del data["is_new"]
    return data


def _from_data(data: dict[str, Any]) -> StoredVersion:
    about = dict(data["about"])
    for name in ("keys", "steps", "notes"):
        about[name] = tuple(about.get(name, ()))
    changes = None if data.get("changes") is None else Changes.from_data(data["changes"])
    return StoredVersion(**{**data, "about": Description(**about), "changes": changes})
