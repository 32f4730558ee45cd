"""Runs made again on a new version of their table, and what moved."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from fortrinn.errors import FortrinnError
from fortrinn.web.analysis.models import AnalysisRun
from fortrinn.web.analysis.own_tables import TableSettings
from fortrinn.web.analysis.services import run_now
from fortrinn.web.records.models import LinkType, Record
from fortrinn.web.records.services import link_records

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.datasets.models import DatasetVersion


def run_again(old: DatasetVersion, new: DatasetVersion, by: User | None) -> list[Record]:
    """Every run on the old version with the same settings on the new one, tied to the old run.

    A run whose region or period is no longer in the table stays as it is.
    """
    made: list[Record] = []
    for run in AnalysisRun.objects.filter(dataset=old, removed_at=None).select_related("strategy"):
        asked = run.asked
        if not isinstance(asked, TableSettings) or run.strategy is None:
            continue
        try:
            again = run_now(
                strategy=run.strategy, settings=replace(asked, table=str(new.uid)), by=by
            )
        except FortrinnError:
            continue
        link_records(
            source=again,
            target=run,
            type=LinkType.REPLACES,
            by=by,
            reason=_what_moved(run, again),
        )
        made.append(again)
    return made


def moved(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """The activities that came above the threshold (1) or fell below it (-1)."""
    was = {row["activity"]: row["presence"] for row in before}
    now = {row["activity"]: row["presence"] for row in after}
    both = [code for code in now if None not in (was.get(code), now[code])]
    return [(code, now[code] - was[code]) for code in both if now[code] != was[code]]


def _what_moved(old: AnalysisRun, new: AnalysisRun) -> str:
    names = new.result.get("names", {})
    changed = moved(old.rows, new.rows)
    with override(new.language):
        if not changed:
            return _("New figures; no industry changed side of the threshold.")
        listed = ", ".join(
            f"{names.get(code, code)} {'↑' if way > 0 else '↓'}" for code, way in changed[:20]
        )
        return ngettext(
            "{count} industry changed side of the threshold: {names}.",
            "{count} industries changed side of the threshold: {names}.",
            len(changed),
        ).format(count=len(changed), names=listed)
