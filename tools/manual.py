"""The manual: check its links, run its examples, write it as HTML to build/docs.

    python tools/manual.py          all three
    python tools/manual.py check    links and examples only

Examples are the fenced blocks marked ``python``; those of one page share their names, as a reader
would type them one after the other. A block with ``>>>`` is compared with what it shows.
"""

import contextlib
import doctest
import html
import io
import os
import re
import shutil
import sys
import tempfile
import traceback
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "src" / "fortrinn" / "web" / "static"
STYLES = ("vendor/inter/inter.css", "vendor/theme/fortrinn.css")
PAGE = """<!doctype html>
<html lang="en" data-color-scheme="auto">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} · Fortrinn</title>
{styles}
<link rel="stylesheet" href="{up}manual.css">
</head>
<body>
<header><a href="{up}index.html">Fortrinn</a></header>
<nav aria-label="Manual"><ul>
{contents}
</ul></nav>
<main>
{body}
</main>
</body>
</html>
"""
STYLE = """
body { font: 1.0625rem/1.6 var(--ds-font-family); color: var(--ds-color-neutral-text-default);
  background: var(--ds-color-neutral-background-default); margin: 0 auto; max-width: 72rem;
  padding: 1rem; display: grid; gap: 0 3rem; }
header { font-weight: 600; padding: 0.5rem 0 1rem; }
header a { color: inherit; text-decoration: none; }
nav ul { list-style: none; padding: 0; margin: 0; font-size: 0.9375rem; }
a { color: var(--ds-color-accent-text-subtle); }
main { min-width: 0; max-width: 46rem; }
h1, h2, h3 { line-height: 1.25; font-weight: 600; }
pre, .scroll { overflow-x: auto; }
pre { background: var(--ds-color-neutral-background-tinted); padding: 1rem; border-radius: 6px; }
code { font-size: 0.9em; }
table { border-collapse: collapse; }
th, td { text-align: start; padding: 0.35rem 1rem 0.35rem 0; vertical-align: top;
  border-bottom: 1px solid var(--ds-color-neutral-border-subtle); }
img { max-width: 100%; height: auto; }
@media (min-width: 60rem) { body { grid-template-columns: 14rem 1fr; }
  header { grid-column: 1 / -1; } }
@media print { nav, header { display: none; } }
"""


def main() -> int:
    """Print what is wrong, one sentence each; write the pages only when nothing is."""
    faults = [fault for page in pages() for fault in [*broken_links(page), *broken_examples(page)]]
    if faults:
        print("\n".join(faults), file=sys.stderr)
        return 1
    if sys.argv[1:] == ["check"]:
        print(f"{len(pages())} pages, links and examples are right.")
    else:
        print(f"{write(ROOT / 'build' / 'docs')} pages in build/docs.")
    return 0


def pages() -> list[Path]:
    """The README and its kin, then the pages of docs/."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def tokens(page: Path) -> list[Token]:
    return parser().parse(page.read_text(encoding="utf-8"))


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


# --- links --------------------------------------------------------------------------------------


def broken_links(page: Path) -> Iterator[str]:
    """Links and pictures of a page that lead nowhere in the repository."""
    for address in addresses(page):
        if re.match(r"[a-z]+:", address) or address.startswith("<"):
            continue
        path, _, anchor = address.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists():
            yield f"{name(page)}: the link {address!r} leads nowhere."
        elif anchor and target.suffix == ".md" and anchor not in headings(target):
            yield f"{name(page)}: {address!r} names a heading that is not there."


def addresses(page: Path) -> Iterator[str]:
    for token in tokens(page):
        for child in token.children or []:
            address = child.attrGet("href") or child.attrGet("src")
            if address:
                yield str(address)


def headings(page: Path) -> dict[str, str]:
    """The headings of a page by the anchor they get."""
    parsed = tokens(page)
    return {
        anchor_of(inline.content): inline.content
        for opening, inline in pairwise(parsed)
        if opening.type == "heading_open"
    }


def anchor_of(heading: str) -> str:
    words = re.sub(r"[^\w\s-]", "", heading.lower())
    return re.sub(r"\s", "-", words.strip())


# --- examples -----------------------------------------------------------------------------------


def broken_examples(page: Path) -> Iterator[str]:
    """Run a page's examples in a folder of their own; what fails is told with its line."""
    blocks = [token for token in tokens(page) if token.type == "fence" and token.info == "python"]
    if not blocks:
        return
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            names: dict[str, object] = {"__name__": "example"}
            for block in blocks:
                line = (block.map or [0])[0] + 1
                failure = failure_of(block.content, names, name(page), line)
                if failure:
                    yield f"{name(page)}:{line}: the example fails.\n{failure}"
                    return
        finally:
            os.chdir(before)


def failure_of(code: str, names: dict[str, object], page: str, line: int) -> str:
    """What went wrong in one block, or nothing."""
    report = io.StringIO()
    if ">>>" in code:
        example = doctest.DocTestParser().get_doctest(code, names, page, page, line)
        flags = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS
        runner = doctest.DocTestRunner(optionflags=flags)
        runner.run(example, out=report.write, clear_globs=False)
        names.update(example.globs)
        return report.getvalue()
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(code, f"{page}:{line}", "exec"), names)
    except Exception:  # whatever an example raises is its failure
        return traceback.format_exc(limit=-1)
    return ""


# --- pages --------------------------------------------------------------------------------------


def write(target: Path) -> int:
    """Every page as HTML that needs no network, in a folder that can be put anywhere."""
    shutil.rmtree(target, ignore_errors=True)
    for style in STYLES:
        (target / style).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(STATIC / style, target / style)
    for font in (STATIC / "vendor" / "inter").glob("*.woff2"):
        shutil.copy(font, target / "vendor" / "inter")
    (target / "manual.css").write_text(STYLE, encoding="utf-8")
    for page in pages():
        write_page(page, target)
    for picture in (ROOT / "docs").rglob("*.png"):
        copy = target / picture.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(picture, copy)
    return len(pages())


def write_page(page: Path, target: Path) -> None:
    output = target / html_name(page)
    output.parent.mkdir(parents=True, exist_ok=True)
    up = "../" * (len(output.relative_to(target).parts) - 1)
    links = [f'<link rel="stylesheet" href="{up}{style}">' for style in STYLES]
    contents = [
        f'<li><a href="{up}{html_name(other)}">{html.escape(title(other))}</a></li>'
        for other in pages()
    ]
    text = PAGE.format(
        title=html.escape(title(page)),
        styles="\n".join(links),
        up=up,
        contents="\n".join(contents),
        body=rendered(page),
    )
    output.write_text(text, encoding="utf-8")


def rendered(page: Path) -> str:
    """The page's HTML, its headings with anchors and its links pointing to the other pages."""
    parsed = tokens(page)
    for token, following in pairwise(parsed):
        if token.type == "heading_open":
            token.attrSet("id", anchor_of(following.content))
    for token in parsed:
        for child in token.children or []:
            address = str(child.attrGet("href") or "")
            if ".md" in address and not re.match(r"[a-z]+:", address):
                child.attrSet("href", html_address(address))
    body = str(parser().renderer.render(parsed, parser().options, {}))
    return body.replace("<table>", '<div class="scroll"><table>').replace(
        "</table>", "</table></div>"
    )


def html_address(address: str) -> str:
    return re.sub(r"README\.md", "index.html", address).replace(".md", ".html")


def html_name(page: Path) -> str:
    return html_address(name(page))


def title(page: Path) -> str:
    """A page is called what its first heading says."""
    return next(iter(headings(page).values()), page.stem)


if __name__ == "__main__":
    sys.exit(main())
