"""Datasets as a page shows them: a preview, a version, what changed, and the files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, cast

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from fortrinn.cells import STATUS_WORDS, Status
from fortrinn.reference.recognised import Recognised, activity_words, region_words
from fortrinn.reports.model import status_text
from fortrinn.reports.table_files import rows_xlsx, table_csv, table_parquet
from fortrinn.web.accounts.models import User
from fortrinn.web.datasets.keeping import Rows, store, table_of
from fortrinn.web.datasets.models import DatasetVersion
from fortrinn.web.datasets.restricted import refuse_taking_out
from fortrinn.web.datasets.uploads import Preview
from fortrinn.web.publishing.views.downloads import XLSX, attachment
from fortrinn.web.records.events import Action, tell

FileName = Literal["table.csv", "table.xlsx", "table.parquet"]
SAMPLE, ON_A_PAGE = 12, 25
MOST_FAULTS = 200
MOST_PERIODS = 8

HEADINGS = {
    "region": gettext_lazy("Region"),
    "activity": gettext_lazy("Industry"),
    "period": gettext_lazy("Period"),
    "quantity": gettext_lazy("Quantity"),
    "estimate": gettext_lazy("Estimate"),
    "value": gettext_lazy("Figure"),
    "status": gettext_lazy("Status"),
}
ROLES = HEADINGS | {
    "figures": gettext_lazy("Several columns of figures"),
    "others": gettext_lazy("Further columns that tell rows apart"),
    "fixed_period": gettext_lazy("The period of the whole table"),
    "decimal": gettext_lazy("Mark before the decimals"),
}
BASES = {
    "exact": gettext_lazy("the same unit"),
    "sum": gettext_lazy("a sum"),
    "estimated": gettext_lazy("estimated"),
}
CLASSIFICATIONS = {
    "counties": gettext_lazy("counties"),
    "municipalities": gettext_lazy("municipalities"),
    "nuts": gettext_lazy("European regions (NUTS)"),
    "sn2007": gettext_lazy("industries by SN2007"),
    "sn2025": gettext_lazy("industries by SN2025"),
    "accounts": gettext_lazy("industries of the regional accounts"),
}


def shown_preview(preview: Preview) -> dict[str, Any]:
    """What was understood, in numbers, the first rows, and every row that was not."""
    read = preview.read
    table = read.table
    faults = [
        {"row": fault.row, "text": fault.text[:200], "reason": fault.reason.in_words(_)}
        for fault in read.faults[:MOST_FAULTS]
    ]
    return {
        "rows": read.rows,
        "withheld": preview.withheld,
        "statuses": _status_counts(preview.counts),
        "regions": _in_words(preview.regions),
        "activities": _in_words(preview.activities),
        "periods": _span(preview.periods),
        "table": shown_rows(table.slice(0, SAMPLE).to_pylist(), read.keys, read.labels),
        "faults": faults,
        "left_out": read.left_out,
        "without_figure": len(read.faults) - read.left_out,
        "notes": [note.in_words(_) for note in read.notes],
    }


def shown_rows(
    rows: Sequence[Mapping[str, Any]],
    keys: Sequence[str],
    labels: Mapping[str, Mapping[str, str]],
    names: Mapping[str, Mapping[str, str]] | None = None,
) -> dict[str, Any]:
    """Rows of a long table with codes in words, and the reason where there is no figure."""
    headings = [str(HEADINGS.get(key, key)) for key in (*keys, "value")]
    shown = []
    for row in rows:
        cells = [_named(key, str(row[key]), labels, names or {}) for key in keys]
        why = "" if row["value"] is not None else _status_word(row["status"])
        shown.append({"cells": cells, "value": row["value"], "why": why, **_basis_of(row)})
    return {"headings": headings, "rows": shown}


def _basis_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """How a cell carried from other codes came about, and its lower bound without a figure."""
    basis = row.get("basis")
    return {"basis": str(BASES.get(basis, "")), "at_least": row.get("at_least")} if basis else {}


def _named(
    key: str,
    code: str,
    labels: Mapping[str, Mapping[str, str]],
    names: Mapping[str, Mapping[str, str]],
) -> str:
    word = labels.get(key, {}).get(code) or names.get(key, {}).get(code)
    return f"{code} {word}" if word and word != code else code


def _status_word(status: str) -> str:
    place = STATUS_WORDS.index(status) if status in STATUS_WORDS else int(Status.MISSING)
    return status_text(Status(place), get_language() or "nb")


def _status_counts(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    return [
        (_status_word(status), count)
        for status, count in counts.items()
        if count and status != Status.PUBLISHED.name.lower()
    ]


def _in_words(found: Recognised | None) -> dict[str, Any] | None:
    """A classification by name, and the codes that are not in it."""
    if found is None:
        return None
    word, _dash, year = found.key.partition("-")
    kind = "nuts" if word.startswith("nuts") else word
    name = str(CLASSIFICATIONS.get(kind, word))
    return {"name": f"{name} {year}".strip(), "known": found.known, "unknown": found.unknown[:20]}


def _span(periods: Sequence[str]) -> str:
    if len(periods) <= MOST_PERIODS:
        return ", ".join(periods)
    return f"{periods[0]}–{periods[-1]} ({len(periods)})"


# --- a version ----------------------------------------------------------------------------------


def names_in(version: DatasetVersion) -> dict[str, dict[str, str]]:
    """Codes in words: as the table says, else as the classification does."""
    lang = get_language() or "nb"
    kinds = version.source.get("classifications", {})
    names = {"region": region_words()} if kinds.get("region", "").endswith("2024") else {}
    names["activity"] = activity_words(kinds.get("activity", ""), lang)
    return names


def shown_version(version: DatasetVersion, number: str | None = None) -> dict[str, Any]:
    """A page of the rows, the changes and the origin of a version."""
    is_here = store().has(version.sha256)
    pages = Paginator(cast(Any, Rows(version) if is_here else ()), ON_A_PAGE)
    page: Any = pages.get_page(number)
    page.adjusted_elided_page_range = list(pages.get_elided_page_range(page.number))
    rows = list(page)
    changes = version.changes
    return {
        "is_here": is_here,
        "page": page,
        "cells": rows,
        "table": shown_rows(rows, version.columns, version.labels, names_in(version)),
        "changes": changes,
        "examples": [] if changes is None else [_example(one) for one in changes.examples[:20]],
        "source": source_line(version),
        "query": query_line(version),
        "curl": version.source.get("query", {}).get("curl", ""),
        "steps": steps_of(version),
        "files": ("table.csv", "table.xlsx", "table.parquet"),
    }


def _example(one: Any) -> dict[str, Any]:
    return {
        "cell": ", ".join(one.cell),
        "before": one.before,
        "after": one.after,
        "was": "" if one.before is not None else _status_word(one.was),
        "now": "" if one.after is not None else _status_word(one.now),
    }


def source_line(version: DatasetVersion) -> str:
    """Publisher, table and licence in one line."""
    source = version.source
    own = _("{title}, version {number}").format(
        title=version.dataset.title if version.dataset else version.title, number=version.number
    )
    told = ", ".join(part for part in (source.get("publisher") or own, source.get("table")) if part)
    licence = source.get("licence")
    return _("Source: {source}").format(source=f"{told} ({licence})" if licence else told)


def query_line(version: DatasetVersion) -> str:
    """What repeats the fetch on a command line; for a file its name."""
    query = version.source.get("query", {})
    return str(query.get("command") or query.get("url") or query.get("file") or "")


def steps_of(version: DatasetVersion) -> list[str]:
    """What was done on the way from the file or the answer to the table."""
    said = []
    for step in version.source.get("steps", ()):
        if step["kind"] == "read_file":
            columns = ", ".join(
                f"{ROLES.get(role, role)}: {name if isinstance(name, str) else ', '.join(name)}"
                for role, name in step["columns"].items()
            )
            said.append(
                _("Read the file {file} with these columns: {columns}.").format(
                    file=step["file"], columns=columns
                )
            )
            said += _not_understood(step)
        elif "template" in step:
            said.append(_(step["template"]).format_map(step["fields"]))
        elif "text" in step:
            said.append(str(step["text"]))
    return said


def _not_understood(step: Mapping[str, Any]) -> list[str]:
    sayings = (
        (step["left_out"], _("Left out {count} rows that were not understood.")),
        (
            step.get("without_figure", 0),
            _("{count} figures could not be read, and stand as missing."),
        ),
    )
    return [sentence.format(count=count) for count, sentence in sayings if count]


def file_of(version: DatasetVersion, name: FileName, *, by: User | AnonymousUser) -> HttpResponse:
    """A version as a file; what leaves is written down."""
    refuse_taking_out(version)
    table, source = table_of(version), source_line(version)
    stem = f"{version.dataset.slug if version.dataset else version.slug}-{version.number}"
    if name == "table.csv":
        content, kind = b"\xef\xbb\xbf" + table_csv(table, source), "text/csv; charset=utf-8"
    elif name == "table.xlsx":
        lines = [version.title_text, source, *steps_of(version), version.source["fetched_at"]]
        kind = XLSX
        content = rows_xlsx(table, lines, sheet=_("Figures"), about=_("Where from"))
    else:
        content, kind = table_parquet(table, source), "application/vnd.apache.parquet"
    tell(
        Action.EXPORTED,
        by=by if isinstance(by, User) else None,
        record=version,
        file=name,
        rows=table.num_rows,
    )
    return attachment(content, kind, f"{stem}.{name.rpartition('.')[2]}")
