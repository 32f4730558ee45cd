"""``fortrinn profile``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from fortrinn.cli.terminal import AsJson, Language, answer, progress
from fortrinn.errors import OutputError, SettingError
from fortrinn.language import gettext_noop as _


def profile(
    county: Annotated[str, typer.Argument(help="Name, number or address word of a county.")],
    out: Annotated[Path, typer.Option(help="FILE.html, .pdf, .docx, .pptx or .xlsx")],
    lang: Language = "nb",
    reference: Annotated[str, typer.Option(help="norway, or a county to compare with.")] = "norway",
    period: Annotated[str, typer.Option(help="A year from 2008 to 2019.")] = "2019",
    as_json: AsJson = False,
) -> None:
    """Write a county's profile as a document.

    A web page, PDF, Word, slides or a spreadsheet, as the name of the file says.

    \b
    Examples:
      fortrinn profile nordland --out nordland.pdf
      fortrinn profile "Møre og Romsdal" --lang nn --out profil.docx
      fortrinn profile 18 --reference troms --period 2015 --out nordland.html
    """
    write = _writer_for(out)
    if not out.parent.is_dir():
        raise OutputError(
            _("There is no folder '{folder}'. Make it, or choose another."), folder=out.parent
        )
    from fortrinn.reports.profile import county_profile

    with progress() as begin:
        begin(f"Writing {out.name}")
        write(county_profile(county, lang=lang, reference=reference, period=period), out)
    if as_json:
        answer({"county": county, "file": str(out), "bytes": out.stat().st_size})
    else:
        typer.echo(f"Wrote {out}")


def _writer_for(out: Path) -> Callable[[Any, Path], Any]:
    """The function that writes the kind of file its name says."""
    writers: dict[str, Callable[[Any, Path], Any]] = {
        ".html": _html,
        ".pdf": _pdf,
        ".docx": _word,
        ".pptx": _slides,
        ".xlsx": _spreadsheet,
    }
    if out.suffix.lower() not in writers:
        raise SettingError(
            _("A profile cannot be written as '{name}'. Give a name that ends in {endings}."),
            name=out.name,
            endings=", ".join(writers),
        )
    return writers[out.suffix.lower()]


def _html(made: Any, path: Path) -> None:
    from fortrinn.reports.html import write_html

    write_html(made, path)


def _pdf(made: Any, path: Path) -> None:
    from fortrinn.reports.pdf import write_pdf

    write_pdf(made, path)


def _word(made: Any, path: Path) -> None:
    from fortrinn.reports.word import write_word

    write_word(made, path)


def _slides(made: Any, path: Path) -> None:
    from fortrinn.reports.slides import write_slides

    write_slides(made, path)


def _spreadsheet(made: Any, path: Path) -> None:
    from fortrinn.reports._extras import write_whole
    from fortrinn.reports.spreadsheet import profile_xlsx

    write_whole(path, profile_xlsx(made))
