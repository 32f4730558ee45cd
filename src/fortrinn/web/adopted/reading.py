"""A plan's lines, and what each might be: a vision, a goal, a priority, an action, or text."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fortrinn.errors import InputError
from fortrinn.reports._extras import optional

MOST_LINES = 400
MOST_UNPACKED = 60_000_000
HEADING = "# "
#: What an action may carry out.
HOLDERS = frozenset({"goal", "priority"})


def _(text: str) -> str:
    return text


#: What a heading's words say about the lines below it, in the order they are tried.
SIGNS: tuple[tuple[str, str], ...] = (
    ("vision", r"\bvisjon|\bvision"),
    ("action", r"\btiltak|\bhandling|\bvirkemid|\bverkemid|\baction"),
    ("priority", r"\bsatsing|\bpriorit|\binnsatsområd|\bspesialisering|\bfocus area"),
    ("goal", r"mål\b|\bmåla?\b|\bmålene\b|\bgoals?\b|\bobjectives?\b"),
)
_BULLET = re.compile(r"^\s*(?:[-–•*·▪]|\d{1,2}(?:\.\d{1,2})*[.)]?)\s+")
_NAMED = re.compile(r"^\s*(?P<name>[^\W\d][\w -]{2,30}?)\s*\d{0,2}\s*:\s+(?P<rest>\S.*)$")


@dataclass(frozen=True)
class Line:
    """A line with its number in the plan, and what it might be ("text" when there is no sign)."""

    number: int
    text: str
    guess: str
    is_heading: bool = False


def lines_of(plan: str) -> list[Line]:
    """The lines of a plan, the first four hundred that say something.

    >>> [line.guess for line in lines_of("Mål\\n- Flere arbeidsplasser\\nTiltak 1: Ringe noen")]
    ['text', 'goal', 'action']
    """
    return [line for line, _n in zip(_read(plan), range(MOST_LINES), strict=False)]


def _read(plan: str) -> Iterator[Line]:
    under = "text"
    for number, raw in enumerate(plan.splitlines(), start=1):
        text = raw.removeprefix(HEADING).strip()
        if not text:
            continue
        named = _NAMED.match(text)
        own = sign_of(named["name"]) if named else ""
        if named and own:
            yield Line(number, named["rest"].strip(), own)
        elif raw.startswith(HEADING) or _looks_like_heading(text):
            under = sign_of(text) or "text"
            yield Line(number, text, "text", is_heading=True)
        else:
            bullet = _BULLET.match(text)
            said = text[bullet.end() :] if bullet else text
            yield Line(number, said, under if bullet or len(said) < 200 else "text")


def holders(lines: Iterable[Line], becomes: Mapping[int, str]) -> dict[int, int]:
    """For each action, the number of the line with the goal or priority it stands under.

    That is the nearest one above. Where several of a kind stand in one list above it, nobody can
    tell which of them is meant; and what looks like one may have been left as text. Then the
    action stands under none. ``becomes`` tells what the lines were made into.

    >>> lines = lines_of("Satsing: Krabbe\\nTiltak: Ringe\\nMål\\n- Flere\\n- Bedre\\nTiltak: Se")
    >>> holders(lines, {line.number: line.guess for line in lines})
    {2: 1}
    """
    found: dict[int, int] = {}
    holder, before = None, ""
    for line in lines:
        kind = becomes.get(line.number, line.guess)
        if kind in HOLDERS:
            is_alone = line.number in becomes and kind != before
            holder = line.number if is_alone else None
        elif kind == "action" and holder is not None:
            found[line.number] = holder
        before = kind
    return found


def sign_of(heading: str) -> str:
    """What a heading says about what stands below it."""
    return next((kind for kind, sign in SIGNS if re.search(sign, heading.casefold())), "")


def _looks_like_heading(text: str) -> bool:
    """Short, without a full stop, without a bullet, and with a word that is a sign."""
    plain = len(text) < 60 and not text.endswith((".", ";", ",")) and not _BULLET.match(text)
    return plain and bool(sign_of(text)) and len(text.split()) < 6


def text_of_word(content: bytes) -> str:
    """The text of a Word file, headings marked; refuses what is not one, or unpacks to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > MOST_UNPACKED:
                raise InputError(_("The file is too large. Paste the part that matters."))
        document: Any = optional("docx").Document(io.BytesIO(content))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, SyntaxError) as error:
        raise InputError(
            _("This is not a Word file (.docx). Save it as one, or paste the text.")
        ) from error
    return "\n".join(_marked(paragraph) for paragraph in document.paragraphs)


def _marked(paragraph: Any) -> str:
    style = (paragraph.style.name or "").casefold() if paragraph.style is not None else ""
    text = " ".join(paragraph.text.split())
    if style.startswith(("heading", "overskrift", "title", "tittel")) and text:
        return f"{HEADING}{text}"
    return f"- {text}" if style.startswith(("list", "liste")) and text else text
