"""The command line: thin over the library. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from fortrinn import __version__
from fortrinn.errors import FortrinnError, MissingExtra, SettingError
from fortrinn.language import gettext_noop as _

app = typer.Typer(
    help="Smart specialisation for regions: real statistics in, stated reasons out.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
Language = Annotated[str, typer.Option("--lang", help="nb, nn or en.")]


@app.callback(invoke_without_command=True)
def fortrinn(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Smart specialisation for regions: real statistics in, stated reasons out."""
    if version:
        typer.echo(__version__)
        raise typer.Exit


@app.command()
def counties(lang: Language = "nb", as_json: AsJson = False) -> None:
    """List the 15 counties: number, name, address word, people, municipalities.

    Example: fortrinn counties --json
    """
    from fortrinn.language import number
    from fortrinn.reference import counties as all_counties

    rows = [
        {
            "code": county.code,
            "name": county.name,
            "slug": county.slug,
            "population": county.population,
            "municipalities": county.municipalities,
        }
        for county in all_counties()
    ]
    if as_json:
        _answer(rows)
        return
    for row in rows:
        people = number(row["population"], lang)
        typer.echo(
            f"{row['code']}  {row['name']:<18}{row['slug']:<18}{people:>10}"
            f"{row['municipalities']:>5}"
        )


@app.command()
def profile(
    county: Annotated[str, typer.Argument(help="Name, number or address word.")],
    out: Annotated[Path, typer.Option(help="FILE.html, .pdf, .docx, .pptx or .xlsx")],
    lang: Language = "nb",
    reference: Annotated[str, typer.Option(help="norway or another county.")] = "norway",
    period: Annotated[str, typer.Option(help="A year from 2008 to 2019.")] = "2019",
    as_json: AsJson = False,
) -> None:
    """Write a county's profile as a web page, PDF, Word, slides or a spreadsheet.

    Examples: fortrinn profile nordland --out nordland.pdf
              fortrinn profile "Møre og Romsdal" --lang nn --out mr.docx
    """
    from fortrinn.reports.profile import county_profile

    write = _writer_for(out)
    with _working(f"Writing {out.name}"):
        write(county_profile(county, lang=lang, reference=reference, period=period), out)
    if as_json:
        _answer({"county": county, "file": str(out), "bytes": out.stat().st_size})
    else:
        typer.echo(f"Wrote {out}")


def _writer_for(out: Path) -> Any:
    """The function that writes that kind of file."""
    from fortrinn.reports import html, pdf, slides, spreadsheet, word
    from fortrinn.reports._extras import write_whole

    writers = {
        ".html": html.write_html,
        ".pdf": pdf.write_pdf,
        ".docx": word.write_word,
        ".pptx": slides.write_slides,
        ".xlsx": lambda made, path: write_whole(path, spreadsheet.profile_xlsx(made)),
    }
    if out.suffix.lower() not in writers:
        raise SettingError(
            _("'{name}' has no ending that is known. Use one of {endings}."),
            name=out.name,
            endings=", ".join(writers),
        )
    return writers[out.suffix.lower()]


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(envvar="PORT", help="Port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(help="Web processes.")] = 2,
) -> None:
    """Serve the workspace, with a worker for long work beside it.

    Example: fortrinn serve --port 9000
    """
    _web().serve(host=host, port=port, workers=workers)


@app.command()
def worker() -> None:
    """Do the long work that pages ask for, until stopped.

    Example: fortrinn worker
    """
    _web().worker()


@app.command()
def demo(
    port: Annotated[int, typer.Option(envvar="PORT", help="Port to listen on.")] = 8000,
) -> None:
    """Set up demo people and figures in a folder of their own, and serve them on this machine.

    Example: fortrinn demo --port 9000
    """
    _web().demo(port=port)


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Look for what is missing or wrong in this installation.

    Example: fortrinn doctor
    """
    raise typer.Exit(0 if _web().doctor(as_json=as_json) else 1)


def _web() -> Any:
    """The workspace's commands; they need the web part."""
    from importlib.util import find_spec

    if find_spec("django") is None:
        raise MissingExtra(
            _("The workspace needs the part 'web'. Install it: pip install fortrinn[web]")
        )
    from fortrinn.web import commands

    return commands


def _answer(result: Any) -> None:
    typer.echo(json.dumps(result, ensure_ascii=False, indent=2))


def _working(text: str) -> Any:
    """A spinner on a terminal, nothing elsewhere."""
    from contextlib import nullcontext

    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(text)


def main() -> None:
    """Run a command; what goes wrong is a sentence on stderr and exit code 1."""
    try:
        app()
    except FortrinnError as error:
        typer.echo(str(error), err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
