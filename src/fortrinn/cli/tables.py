"""``fortrinn sources``, ``search``, ``fetch``, ``datasets`` and ``export``: what the pages do."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fortrinn.cli.analyse import DecimalMark
from fortrinn.cli.terminal import AsJson, Language, answer, progress, remark

if TYPE_CHECKING:
    from fortrinn.sources.columns import ColumnMap
    from fortrinn.sources.files import TableFile
    from fortrinn.sources.long_table import Fault
    from fortrinn.sources.own_counts import OwnCount
    from fortrinn.sources.same_list import Earlier
    from fortrinn.sources.store import DatasetStore, StoredVersion
    from fortrinn.sources.understood import Understood

STREAMED_FROM = 50_000_000
MOST_TOLD = 20

Source = Annotated[str, typer.Argument(help="A publisher of: fortrinn sources")]
Words = Annotated[list[str], typer.Argument(help="What to look for.")]
From = Annotated[str, typer.Argument(help="A publisher of: fortrinn sources, or a file.")]
Selection = Annotated[
    list[str] | None,
    typer.Argument(help="The table, then what to select: Region=18*,55 Tid=top(5)"),
]
Codelist = Annotated[
    list[str] | None, typer.Option(help="A grouping: Region=agg_KommFylker. May be repeated.")
]
Key = Annotated[str, typer.Option(help="Name to keep it under [default: from the table].")]
Title = Annotated[str, typer.Option(help="Title [default: the publisher's].")]
Column = Annotated[str, typer.Option(help="Column of a file [default: guessed by its heading].")]
NotForPublication = Annotated[
    bool, typer.Option("--not-for-publication", help="Never to be exported or published.")
]
Counted = Annotated[
    str, typer.Option(help="persons or enterprises, in a file of your own counts [default: none].")
]
Units = Annotated[str, typer.Option(help="Column with how many stand behind each figure.")]
Who = Annotated[str, typer.Option(help="Of a list: column of whom each row is about.")]
Largest = Annotated[str, typer.Option(help="Column with the largest enterprise's figure.")]
Decimal = Annotated[DecimalMark | None, typer.Option(help="Mark before the decimals in a file.")]
Name = Annotated[str, typer.Argument(help="A table of: fortrinn datasets")]
Out = Annotated[Path, typer.Option(help="File ending in .csv, .xlsx or .parquet.")]
Number = Annotated[int | None, typer.Option(help="Version [default: the newest].")]


def sources(as_json: AsJson = False) -> None:
    """List the publishers that can be asked.

    \b
    Examples:
      fortrinn sources
      fortrinn sources --json
    """
    from fortrinn.sources import SOURCES

    if as_json:
        answer(
            [
                {"key": one.key, "name": one.name, "licence": one.licence, "homepage": one.homepage}
                for one in SOURCES.values()
            ]
        )
        return
    for one in SOURCES.values():
        typer.echo(f"{one.key:<16}{one.name:<34}{one.licence}")


def search(source: Source, words: Words, lang: Language = "nb", as_json: AsJson = False) -> None:
    """Look for tables at a publisher.

    \b
    Examples:
      fortrinn search ssb sysselsatte kommune
      fortrinn search eurostat employment --lang en --json
    """
    from dataclasses import asdict

    from fortrinn.language import require_language

    require_language(lang)
    found = _publisher(source).search(" ".join(words), language=lang)
    if as_json:
        answer([asdict(entry) for entry in found])
        return
    for entry in found:
        span = f"{entry.first}–{entry.last}" if entry.last else ""
        typer.echo(f"{entry.id:<16}{span:<16}{entry.title}")
    if not found:
        remark("Nothing was found. Try fewer or other words.")


def fetch(
    source: From,
    selection: Selection = None,
    key: Key = "",
    title: Title = "",
    codelist: Codelist = None,
    region: Column = "",
    activity: Column = "",
    period: Column = "",
    value: Column = "",
    status: Column = "",
    decimal: Decimal = None,
    not_for_publication: NotForPublication = False,
    counted: Counted = "",
    units: Units = "",
    largest: Largest = "",
    who: Who = "",
    lang: Language = "nb",
    as_json: AsJson = False,
) -> None:
    """Fetch a table from a publisher, or read a file, and keep it as a version.

    What must be selected and is not, is selected whole; of the periods the three newest. A file is
    read row by row, and every row that was not understood is told. CSV of any size is streamed.
    Of your own counts (--counted), what rests on few is withheld before anything is kept.

    \b
    Examples:
      fortrinn fetch ssb 13470 'Region=18*' 'Tid=top(1)'
      fortrinn fetch jobs.csv --key jobs
      fortrinn fetch jobs.xlsx --region fylke --activity sn2007 --value sysselsatte --key sheet
      fortrinn fetch members.csv --counted enterprises --units firms --largest largest
    """
    from fortrinn.errors import refuse_name
    from fortrinn.sources import SOURCES

    if selection and source not in SOURCES and not Path(source).exists():
        refuse_name(source, tuple(SOURCES))
    if source in SOURCES:
        version = _from_publisher(
            source, selection or [], codelist or [], lang, key, title, activity
        )
        _tell(version, [], as_json=as_json)
        return
    said = {
        "region": region,
        "activity": activity,
        "period": period,
        "value": value,
        "status": status,
        "decimal": decimal.value if decimal else None,
    }
    protection = _protection(counted, units, largest)
    version, faults = _from_file(
        Path(source), said, key, title, restricted=not_for_publication, count=protection, who=who
    )
    _tell(version, faults, as_json=as_json)


def datasets(
    name: Annotated[str, typer.Argument(help="One table; all without it.")] = "",
    as_json: AsJson = False,
) -> None:
    """List the tables that are kept on this machine, or the versions of one.

    \b
    Examples:
      fortrinn datasets
      fortrinn datasets jobs --json
    """
    store = store_here()
    versions = store.versions(name) if name else [store.version(key) for key in store.names()]
    if name:
        store.version(name)  # a table that is not there is said so
    if as_json:
        answer([_described(version, store) for version in versions])
        return
    for one in versions:
        mark = "  not for publication" if one.about.restricted else ""
        mark += "" if store.has(one.sha256) else "  figures removed"
        typer.echo(
            f"{one.key:<34}{one.number:>4}  {one.fetched_at[:10]}  {one.rows:>11,}  "
            f"{one.about.title}{mark}"
        )
    if not versions:
        remark("No table is kept yet. See: fortrinn fetch --help")


def export(name: Name, out: Out, number: Number = None, as_json: AsJson = False) -> None:
    """Write a kept table to a file, with its source and licence in it.

    A table that is not for publication is not written.

    \b
    Examples:
      fortrinn export jobs --out copy.csv
      fortrinn export jobs --number 1 --out copy.parquet
    """
    from fortrinn.analysis import OutputFolder
    from fortrinn.errors import InputError, SettingError
    from fortrinn.reports.table_files import rows_xlsx, table_csv, table_parquet

    store = store_here()
    version = store.version(name, number)
    if version.about.restricted:
        raise InputError("'{name}' is not for publication, so it is not written.", name=name)
    table, source = store.read(version.sha256), _source_line(version)
    if out.suffix == ".csv":
        content = table_csv(table, source)
    elif out.suffix == ".parquet":
        content = table_parquet(table, source)
    elif out.suffix == ".xlsx":
        lines = [version.about.title, source, version.fetched_at]
        content = rows_xlsx(table, lines, sheet="Figures", about="Where from")
    else:
        raise SettingError("'{path}' should end in .csv, .xlsx or .parquet.", path=out)
    with OutputFolder(out.parent) as folder:
        folder.write(out.name, [content])
    if as_json:
        answer({"file": str(out), "rows": table.num_rows, "source": source})
    else:
        typer.echo(f"Wrote {out} ({table.num_rows:,} rows)")


# --- parts --------------------------------------------------------------------------------------


def store_here() -> DatasetStore:
    """The tables kept on this machine."""
    from fortrinn.sources.store import DatasetStore
    from fortrinn.web.environment import data_folder

    return DatasetStore(data_folder("FORTRINN_DATA") / "datasets")


def _publisher(key: str) -> Any:
    from fortrinn.errors import refuse_name
    from fortrinn.sources import SOURCES

    return SOURCES[key] if key in SOURCES else refuse_name(key, tuple(SOURCES))


def _from_publisher(
    source: str,
    words: list[str],
    codelists: list[str],
    lang: str,
    key: str,
    title: str,
    activity: str,
) -> StoredVersion:
    from fortrinn.errors import SettingError
    from fortrinn.sources.fetched import Query
    from fortrinn.sources.long_form import completed, long_form

    if not words:
        raise SettingError("Name the table to fetch. See: fortrinn search {source}", source=source)
    table, *selected = words
    chosen = {name: tuple(codes.split(",")) for name, codes in _pairs(selected)}
    query = Query(table, chosen, dict(_pairs(codelists)), lang)
    with progress() as begin:
        told = begin(f"Fetching {table}")
        client = _publisher(source).connect()
        dimensions = client.metadata(table, language=lang, refresh=True).dimensions
        whole = completed(query, dimensions) if dimensions else query
        made = long_form(
            client.fetch(whole, refresh=True, progress=told), title=title, activity=activity
        )
        return store_here().add(key or _key_of(f"{source}-{table}"), made.table, made.about)


def _pairs(words: list[str]) -> list[tuple[str, str]]:
    from fortrinn.errors import SettingError

    parts = [word.partition("=") for word in words]
    wrong = next((name for name, equals, _value in parts if not equals), None)
    if wrong is not None:
        raise SettingError("'{word}' should be written as Region=18*.", word=wrong)
    return [(name, value) for name, _equals, value in parts]


def _key_of(text: str) -> str:
    """A name for the store from a file's or a table's."""
    plain = "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in text.lower())
    return plain.strip("-")[:80] or "table"


def _from_file(
    path: Path,
    said: dict[str, Any],
    key: str,
    title: str,
    *,
    restricted: bool,
    count: OwnCount | None,
    who: str,
) -> tuple[StoredVersion, list[Fault]]:
    from fortrinn.sources import open_table
    from fortrinn.sources.list_marks import marks_of
    from fortrinn.sources.same_list import ListFile, counted_before, refuse_as_published, step_of
    from fortrinn.sources.store import Description
    from fortrinn.sources.streaming import stream
    from fortrinn.sources.understood import understand

    store, file = store_here(), open_table(path)
    columns = _columns(file, said)
    about = Description(
        title=title or file.facts.get("title", path.stem),
        publisher=file.facts.get("publisher", ""),
        table=file.facts.get("table", ""),
        updated=file.facts.get("updated", ""),
        query={"file": path.name},
        keys=columns.keys,
        restricted=restricted,
        counted=count.of if count else "",
    )
    name = key or _key_of(path.stem)
    with progress() as begin:
        told = begin(f"Reading {path.name}")
        marks = frozenset[str]()
        if count is not None or who:
            marks = marks_of(partial(understand, file), file.columns, columns, who)
        here = ListFile.of(_hash_of(path), file.columns, marks)
        beside = list(counted_before(store, here, columns.value, but=name))
        if count is not None or who:
            read = _made_of(file, columns, count, who, store, name, beside)
            step = step_of(path.name, here, columns, count, who)
            return store.add(name, read.table, _with(about, read, step)), list(read.faults)
        refuse_as_published(beside)
        if columns.value and path.suffix == ".csv" and path.stat().st_size > STREAMED_FROM:
            streamed = stream(file, columns, store, progress=told)
            return store.describe(name, streamed.sha256, streamed.rows, about), streamed.faults
        read = understand(file, columns)
    return store.add(name, read.table, _with(about, read)), list(read.faults)


def _protection(counted: str, units: str, largest: str) -> OwnCount | None:
    from fortrinn.sources.own_counts import OwnCount

    return OwnCount(counted, units, largest) if counted else None


def _made_of(
    file: TableFile,
    columns: ColumnMap,
    count: OwnCount | None,
    who: str,
    store: DatasetStore,
    name: str,
    beside: list[Earlier],
) -> Understood:
    """A list added up, and one's own counts protected."""
    from fortrinn.sources.lists import ADDED, added_up
    from fortrinn.sources.own_counts import SAID, TOGETHER, protected
    from fortrinn.sources.same_list import refuse_as_published
    from fortrinn.sources.understood import understand

    def reader(said: ColumnMap) -> Understood:
        return understand(file, said)

    if count is None:
        refuse_as_published(beside)
        read = added_up(reader, columns, who).read
    else:
        kept = [one.sha256 for one in store.versions(name) if store.has(one.sha256)]
        earlier = [store.read(sha256) for sha256 in kept]
        read = protected(reader, columns, count, earlier, who=who, beside=beside)
    for note in read.notes:
        if note.template in (ADDED, TOGETHER, *SAID.values()):
            remark(str(note))
    return read


def _with(about: Any, read: Any, *steps: dict[str, Any]) -> Any:
    from dataclasses import replace

    return replace(about, keys=read.keys, labels=read.labels, steps=steps)


def _hash_of(path: Path) -> str:
    import hashlib

    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _columns(file: TableFile, said: dict[str, Any]) -> ColumnMap:
    """The columns that were named, the others as their headings tell."""
    from dataclasses import asdict

    from fortrinn.sources.columns import ColumnMap, guessed

    named = {role: name for role, name in said.items() if name}
    guess = {
        role: name
        for role, name in asdict(guessed(file)).items()
        if role not in named and (not isinstance(name, str) or name not in named.values())
    }
    found = guess | named
    taken = {name for name in found.values() if isinstance(name, str)}
    found["others"] = tuple(name for name in guess.get("others", ()) if name not in taken)
    if found.get("value"):
        found["figures"] = ()
    return ColumnMap(**found)


def _tell(version: StoredVersion, faults: list[Fault], *, as_json: bool) -> None:
    for fault in faults[:MOST_TOLD]:
        remark(str(fault.reason))
    if len(faults) > MOST_TOLD:
        remark(f"... and {len(faults) - MOST_TOLD:,} more rows that were not understood.")
    left_out = sum(not fault.kept for fault in faults)
    tell_version(version, as_json=as_json, left_out=left_out)


def tell_version(version: StoredVersion, *, as_json: bool, left_out: int = 0) -> None:
    """A version that was kept, or that there was already."""
    if as_json:
        told = _described(version, store_here())
        answer(told | {"left_out": left_out, "is_new": version.is_new})
        return
    if not version.is_new:
        typer.echo(f"Nothing new: {version.key} version {version.number} has the same figures")
        return
    typer.echo(f"Kept {version.key} version {version.number} ({version.rows:,} rows)")


def _described(version: StoredVersion, store: DatasetStore) -> dict[str, Any]:
    about = version.about
    return {
        "key": version.key,
        "number": version.number,
        "title": about.title,
        "publisher": about.publisher,
        "table": about.table,
        "licence": about.licence,
        "updated": about.updated,
        "fetched_at": version.fetched_at,
        "rows": version.rows,
        "sha256": version.sha256,
        "query": dict(about.query),
        "not_for_publication": about.restricted,
        "counted": about.counted,
        "is_here": store.has(version.sha256),
        "changes": None if version.changes is None else version.changes.as_data(),
    }


def _source_line(version: StoredVersion) -> str:
    about = version.about
    told = ", ".join(part for part in (about.publisher or about.title, about.table) if part)
    return f"Source: {told} ({about.licence})" if about.licence else f"Source: {told}"
