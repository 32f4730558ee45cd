"""``fortrinn carry``: a kept table in other codes, as the pages do it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from fortrinn.cli.tables import store_here, tell_version
from fortrinn.cli.terminal import AsJson, progress, remark

if TYPE_CHECKING:
    from fortrinn.carrying import Way
    from fortrinn.reference.reforms import Carried
    from fortrinn.sources.store import Description, StoredVersion


def carry(
    name: Annotated[str, typer.Argument(help="A table of: fortrinn datasets")],
    to: Annotated[
        str,
        typer.Option(
            help="counties, municipalities, klass-municipalities, counties-2024, nuts3, nuts2, "
            "klass-sn2025, klass-sn2007, or a CSV file of old and new codes or of changes."
        ),
    ],
    column: Annotated[str, typer.Option(help="Column of codes [default: as it is carried].")] = "",
    key: Annotated[str, typer.Option(help="Name to keep it under.")] = "",
    as_json: AsJson = False,
) -> None:
    """Carry a kept table to other codes and keep it under a name of its own.

    Every cell says whether it is the same unit, a sum or estimated; a sum with a withheld part has
    a lower bound and no figure. What begins with klass asks Statistics Norway's KLASS.

    \b
    Examples:
      fortrinn carry jobs --to municipalities
      fortrinn carry jobs --to klass-sn2025
      fortrinn carry jobs --to sn2025.csv --column activity --key jobs-sn2025
    """
    from fortrinn.carrying import carried

    store = store_here()
    version, way = store.version(name), _way(to)
    with progress() as begin:
        begin(f"Carrying {name}")
        made = carried(store.read(version.sha256), way, column or way.of)
    word = Path(to).stem.lower()
    about = _about(version, made, to, column or way.of)
    tell_version(store.add(key or f"{name}-{word}"[:100], made.table, about), as_json=as_json)
    if made.left_out:
        remark(f"Not carried, for nothing says how: {', '.join(made.left_out)}")


def _way(to: str) -> Way:
    import csv

    from fortrinn.carrying import WAYS, by_file
    from fortrinn.errors import refuse_name

    if to in WAYS:
        return WAYS[to]
    path = Path(to)
    if not path.is_file():
        refuse_name(to, tuple(WAYS))
    text = path.read_text(encoding="utf-8-sig")
    separator = ";" if text.count(";") >= text.count(",") else ","
    return by_file(list(csv.DictReader(text.splitlines(), delimiter=separator)), path.stem)


def _about(version: StoredVersion, made: Carried, to: str, column: str) -> Description:
    about = version.about
    labels = {name: words for name, words in about.labels.items() if name != column}
    step = {"kind": "carried", "to": to, "column": column, "left_out": list(made.left_out)}
    return replace(about, labels=labels, classifications={}, steps=(*about.steps, step))
