"""``fortrinn serve``, ``worker``, ``demo`` and ``doctor``: the workspace, which needs Django."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from fortrinn.cli.terminal import AsJson, answer
from fortrinn.errors import MissingExtra
from fortrinn.language import gettext_noop as _

Port = Annotated[int, typer.Option(envvar="PORT", min=1, max=65535, help="Port to listen on.")]


def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Port = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processes that answer pages.")] = 2,
) -> None:
    """Serve the workspace.

    A worker for long work runs beside it.

    \b
    Examples:
      fortrinn serve
      fortrinn serve --host 0.0.0.0 --port 80 --workers 4
    """
    raise typer.Exit(_commands().serve(host=host, port=port, workers=workers))


def worker() -> None:
    """Do the long work that pages ask for.

    It goes on until stopped. `fortrinn serve` starts one by itself.

    \b
    Example:
      fortrinn worker
    """
    raise typer.Exit(_commands().worker())


def demo(port: Port = 8000) -> None:
    """Serve a workspace to try, with demo people.

    It has a folder and a database of its own, and answers on this machine only.

    \b
    Examples:
      fortrinn demo
      fortrinn demo --port 9000
    """
    raise typer.Exit(_commands().demo(port=port))


def start(
    organisation: Annotated[str, typer.Option(help="Whose strategy it is.")],
    title: Annotated[str, typer.Option(help="What the strategy is called.")],
    county: Annotated[list[str], typer.Option(help="A county it covers; may be repeated.")],
    email: Annotated[str, typer.Option(help="E-mail address of the owner.")],
    name: Annotated[str, typer.Option(help="Name of the owner.")],
    lang: Annotated[str, typer.Option(help="Language it is written in: nb, nn or en.")] = "nb",
) -> None:
    """Start the first strategy of a site.

    Makes the organisation, the strategy and its owner, and prints the address where the owner
    chooses a password. The owner adds everybody else.

    \b
    Example:
      fortrinn start --organisation "Nordland fylkeskommune" --title "Havbruk 2030" \\
        --county nordland --email kari@example.no --name "Kari Lund"
    """
    raise typer.Exit(_commands().start(organisation, title, county, email, name, lang))


def doctor(as_json: AsJson = False) -> None:
    """Look for what is missing or wrong.

    The exit code is 1 if anything is.

    \b
    Examples:
      fortrinn doctor
      fortrinn doctor --json
    """
    findings = _commands().doctor()
    if as_json:
        answer(
            [{"check": each.check, "is_well": each.is_well, "says": each.says} for each in findings]
        )
    else:
        for each in findings:
            typer.echo(f"{'fine ' if each.is_well else 'WRONG'}  {each.check}: {each.says}")
    raise typer.Exit(0 if all(each.is_well for each in findings) else 1)


def _commands() -> Any:
    """The workspace's commands, or the line that installs it."""
    try:
        import django  # noqa: F401  the first thing that is missing without the part
    except ImportError:
        raise MissingExtra(
            _("The workspace needs the part 'web'. Install it: pip install fortrinn[web]")
        ) from None
    from fortrinn.web import commands

    return commands
