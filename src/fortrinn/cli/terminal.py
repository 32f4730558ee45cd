"""What commands share: answers as JSON or lines, and progress where somebody is watching."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
Language = Annotated[str, typer.Option("--lang", help="Language: nb, nn or en.")]

Steps = Callable[[str], Callable[[int, int], None]]
"""Begins a step under a name, and gives what tells how far it is, and of how much."""


def answer(result: Any) -> None:
    """Print a result as JSON."""
    typer.echo(json.dumps(result, ensure_ascii=False, indent=2))


def remark(text: str) -> None:
    """Say something that is not the answer, on standard error."""
    typer.echo(text, err=True)


@contextmanager
def progress() -> Iterator[Steps]:
    """A bar for each step on a terminal; silence where nobody is watching."""
    if not sys.stderr.isatty():
        yield lambda name: lambda done, size: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:

        def begin(name: str) -> Callable[[int, int], None]:
            for earlier in bars.task_ids:
                bars.update(earlier, visible=False)
            task = bars.add_task(name, total=None)

            def told(done: int, size: int) -> None:
                bars.update(task, completed=done, total=size)

            return told

        yield begin
