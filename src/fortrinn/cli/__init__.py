"""The command line: thin over the library. Nothing heavy is imported before a command runs.

A command is a function in a module of its own; :data:`COMMANDS` lists them. An answer goes to
standard output, what is said on the way to standard error.
"""

from __future__ import annotations

import os
import re
import sys
from typing import Annotated, Final, cast

import typer

from fortrinn import __version__
from fortrinn.cli.analyse import analyse
from fortrinn.cli.carry import carry
from fortrinn.cli.counties import counties
from fortrinn.cli.flows import flows
from fortrinn.cli.kept import news, prune
from fortrinn.cli.profile import profile
from fortrinn.cli.tables import datasets, export, fetch, search, sources
from fortrinn.cli.workspace import demo, doctor, serve, start, worker
from fortrinn.errors import FortrinnError

__all__ = ["COMMANDS", "app", "main"]

COMMANDS: Final = (
    counties,
    analyse,
    flows,
    profile,
    sources,
    search,
    fetch,
    datasets,
    news,
    prune,
    carry,
    export,
    serve,
    start,
    worker,
    demo,
    doctor,
)

_UsageError = cast(type[Exception], typer.BadParameter.__base__)
"""What a mistyped option raises. Its class has moved between versions of typer."""

_CHOICE: Final = re.compile(
    r"Invalid value for '(?P<option>[^']+)': (?:Value error, )?"
    r"'(?P<given>.*)' is not one of (?P<allowed>.+?)\.?$",
    re.DOTALL,
)
"""How typer says that a word is none of the choices; we say it shorter, and what to do."""

_STOPPED: Final = 130

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


@app.callback(invoke_without_command=True)
def fortrinn(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Smart specialisation for regions: real statistics in, stated reasons out.

    Every command explains itself: fortrinn analyse --help
    """
    if version:
        typer.echo(__version__)
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit


for command in COMMANDS:
    app.command()(command)


def main() -> None:
    """Run a command; what goes wrong is a sentence on standard error and exit code 1."""
    sys.exit(_run())


def _run() -> int:
    try:
        code = int(app(standalone_mode=False, prog_name="fortrinn") or 0)
        return _stopped() if code == _STOPPED else code
    except _UsageError as error:
        return _say(_with_help(error))
    except FortrinnError as error:
        return _say(str(error))
    except BrokenPipeError:
        # The reader, such as `head`, has seen enough. Nothing more can be written, also at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, typer.Abort):
        return _stopped()
    except MemoryError:
        return _say("There is not enough memory. Take fewer periods, or broader activities.")


def _stopped() -> int:
    _say("Stopped. Nothing was left half-written.")
    return _STOPPED


def _say(text: str) -> int:
    typer.echo(text, err=True)
    return 1


def _with_help(error: Exception) -> str:
    """What was mistyped, and where it is explained."""
    message = getattr(error, "message", "") or str(error)
    sentence = getattr(error, "format_message", lambda: message)()
    if choice := _CHOICE.match(sentence):
        allowed = choice["allowed"].replace("'", "")
        sentence = "'{given}' is not a choice for {option}. Choose one of {allowed}.".format(
            given=choice["given"], option=choice["option"], allowed=allowed
        )
    context = getattr(error, "ctx", None)
    if not sentence.endswith((".", "?")):
        sentence += "."
    return f"{sentence} See: {context.command_path if context else 'fortrinn'} --help"
