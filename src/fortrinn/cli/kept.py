"""``fortrinn news`` and ``fortrinn prune``: the watch over tables that are kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fortrinn.cli.tables import Name, store_here
from fortrinn.cli.terminal import AsJson, answer, progress, remark

if TYPE_CHECKING:
    from fortrinn.sources.store import StoredVersion

_OF_A_STRATEGY = re.compile(r"d[0-9a-f]{32}")


def news(
    name: Annotated[str, typer.Argument(help="One table; all that were fetched without it.")] = "",
    as_json: AsJson = False,
) -> None:
    """Ask the publishers whether they have updated a table, and say what that touches.

    The exit code is 1 if a publisher did not answer.

    \b
    Examples:
      fortrinn news
      fortrinn news ssb-13470 --json
    """
    store = store_here()
    newest = [store.version(key) for key in ([name] if name else store.names())]
    asked = [one for one in newest if _publisher_of(one)]
    with progress() as begin:
        told = begin("Asking the publishers")
        found = []
        for done, version in enumerate(asked):
            told(done, len(asked))
            found.append(_news_of(version))
    if as_json:
        answer(found)
    else:
        _say_news(found)
    if not asked:
        remark("None of these tables was fetched from a publisher.")
    raise typer.Exit(1 if any(one["problem"] for one in found) else 0)


def prune(
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Remove them; else they are listed.")] = False,
    as_json: AsJson = False,
) -> None:
    """Remove the figures of old versions that nothing rests on.

    What is kept, and why, is said first. That a version was there, its hash and its origin stay
    known.

    \b
    Examples:
      fortrinn prune ssb-13470
      fortrinn prune ssb-13470 --yes
    """
    store_here().version(name)  # a table that is not there is said so
    standings = _standings(name)
    removed = _remove(name) if yes else []
    if as_json:
        answer({"standings": standings, "removed": removed})
        return
    for one in standings:
        told = "kept: " + one["kept_for"] if one["kept_for"] else "may go"
        typer.echo(f"{name:<34}{one['number']:>4}  {told}")
    if yes:
        typer.echo(f"Removed the figures of version {', '.join(map(str, removed))}")
    elif any(not one["kept_for"] for one in standings):
        remark(f"Nothing is removed yet. Remove them: fortrinn prune {name} --yes")


# --- news ---------------------------------------------------------------------------------------


def _publisher_of(version: StoredVersion) -> str:
    from fortrinn.sources import SOURCES

    source = str(version.about.query.get("source", ""))
    return source if source in SOURCES else ""


def _news_of(version: StoredVersion) -> dict[str, Any]:
    from fortrinn.errors import FortrinnError
    from fortrinn.sources import SOURCES

    about, updated, problem = version.about, "", ""
    table = str(about.query.get("table") or about.table)
    try:
        client = SOURCES[_publisher_of(version)].connect()
        updated = client.metadata(table, refresh=True).updated
    except FortrinnError as error:
        problem = str(error)
    has_news = bool(updated) and updated != about.updated
    return {
        "key": version.key,
        "title": about.title,
        "known": about.updated,
        "updated": updated,
        "has_news": has_news,
        "touches": _touched(version.key, updated) if updated else [],
        "problem": problem,
    }


def _touched(key: str, updated: str) -> list[str]:
    """What rests on a strategy's table; on others nothing in the workspace can."""
    if not _OF_A_STRATEGY.fullmatch(key):
        return []
    touched: list[str] = _workspace().told(key, updated)
    return touched


def _say_news(found: list[dict[str, Any]]) -> None:
    for one in found:
        if one["problem"]:
            remark(f"{one['key']}: {one['problem']}")
            continue
        told = f"updated {one['updated']}" if one["has_news"] else "nothing new"
        typer.echo(f"{one['key']:<34}{told:<32}{one['title']}")
        for title in one["touches"] if one["has_news"] else ():
            typer.echo(f"    touches: {title}")


# --- old figures --------------------------------------------------------------------------------


def _standings(name: str) -> list[dict[str, Any]]:
    """Every version whose figures are here, and why they are kept."""
    found = (
        _workspace().standings_of(name)
        if _OF_A_STRATEGY.fullmatch(name)
        else store_here().standings(name)
    )
    return [{"number": number, "kept_for": str(reason)} for number, reason in found]


def _remove(name: str) -> list[int]:
    if _OF_A_STRATEGY.fullmatch(name):
        removed: list[int] = _workspace().remove_old(name)
        return removed
    return store_here().prune_all(name)


def _workspace() -> Any:
    """The workspace's own watch over its tables."""
    from fortrinn.cli.workspace import _commands

    _commands().start_django()
    from fortrinn.web.datasets import at_hand

    return at_hand
