"""Fetch the front-end files named in package.json and lay them in the package, with licences.

    python tools/assets.py          fetch, and write static/vendor/ and the fonts for documents
    python tools/assets.py check    compare what is committed with the hashes in VENDOR.json

What it writes is committed, so that nobody needs Node or a network to install Fortrinn. The theme
is made anew only when tools/theme/fortrinn.json or the tool that reads it has changed.
"""

import hashlib
import json
import re
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "fortrinn"
VENDOR = PACKAGE / "web" / "static" / "vendor"
OWN = PACKAGE / "web" / "static" / "fortrinn"
FONTS = PACKAGE / "reports" / "fonts"
THEME = ROOT / "tools" / "theme" / "fortrinn.json"
THEME_TOOL = "@digdir/designsystemet"
INTER = "@fontsource-variable/inter"

# package -> {file in it: file in static/vendor}
FILES: dict[str, dict[str, str]] = {
    "@digdir/designsystemet-css": {
        "dist/src/index.css": "designsystemet/designsystemet.css",
        "LICENSE": "designsystemet/LICENSE",
    },
    "@digdir/designsystemet-web": {"dist/umd/index.js": "designsystemet/designsystemet.js"},
    INTER: {
        "files/inter-latin-wght-normal.woff2": "inter/inter-latin.woff2",
        "files/inter-latin-ext-wght-normal.woff2": "inter/inter-latin-ext.woff2",
        "LICENSE": "inter/LICENSE",
    },
    "htmx.org": {"dist/htmx.min.js": "htmx/htmx.min.js", "LICENSE": "htmx/LICENSE"},
}
# Packages bundled into designsystemet.js: only their licences are copied.
BUNDLED = (
    "@floating-ui/dom",
    "@oddbird/popover-polyfill",
    "@u-elements/u-combobox",
    "@u-elements/u-datalist",
    "@u-elements/u-details",
    "@u-elements/u-tabs",
    "invokers-polyfill",
)
NO_LICENCE_FILE = "The package states this licence in its package.json and carries no text of it."
FONT_STYLES = {"Inter-Regular.ttf": (400, "Regular"), "Inter-SemiBold.ttf": (600, "SemiBold")}
SOURCE_MAP = re.compile(r"^(//# sourceMappingURL=.*|/\*# sourceMappingURL=.*\*/)\s*$", re.MULTILINE)
SCREEN = "@media screen"
CHOSEN_DARK = re.compile(r'^\[data-color-scheme="dark"\] \{[^}]*\}', re.MULTILINE)
UNICODE_RANGE = re.compile(
    r"/inter-(latin|latin-ext)-wght-normal\.woff2\).*?(unicode-range:[^;]+;)"
)


def main() -> int:
    """Do what was asked; the number of faults is the exit code's concern only."""
    match sys.argv[1:]:
        case []:
            vendor()
        case ["check"]:
            faults = list(differences())
            print("\n".join(faults) or "The vendored files are as VENDOR.json says.")
            return 1 if faults else 0
        case _:
            print(__doc__)
            return 1
    return 0


def vendor() -> None:
    """Fetch into a folder that is thrown away, copy from there, record what was copied."""
    if shutil.which("npm") is None:
        sys.exit("npm is missing: install Node.js with npm. Only `make assets` needs it.")
    with tempfile.TemporaryDirectory(prefix="fortrinn-assets-") as name:
        folder = Path(name)
        with_theme = theme_is_stale()
        install(folder, with_theme=with_theme)
        for package, files in FILES.items():
            for source, target in files.items():
                copy(folder / "node_modules" / package / source, VENDOR / target)
        bundled_licences(folder)
        inter_css(folder)
        if with_theme:
            make_theme(folder)
        make_fonts()
        make_icons()
        write_record(folder)
    print("Vendored. Look at the pages, then commit static/vendor and reports/fonts.")


def install(folder: Path, *, with_theme: bool) -> None:
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copy(ROOT / name, folder)
    omitted = [] if with_theme else ["--omit=dev"]
    subprocess.run(["npm", "ci", "--ignore-scripts", *omitted], cwd=folder, check=True)


def copy(source: Path, target: Path) -> None:
    """Copy a file; from scripts and style sheets drop the pointer to a map that is not shipped."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix in {".js", ".css"}:
        text = SOURCE_MAP.sub("", source.read_text(encoding="utf-8")).rstrip() + "\n"
        target.write_text(text, encoding="utf-8")
    else:
        shutil.copyfile(source, target)


def bundled_licences(folder: Path) -> None:
    """The licences of what is inside designsystemet.js, in one file."""
    texts = []
    for package in BUNDLED:
        place = folder / "node_modules" / package
        about = json.loads((place / "package.json").read_text(encoding="utf-8"))
        title = f"{package} {about['version']}, {about['license']}"
        licence = place / "LICENSE"
        text = licence.read_text(encoding="utf-8").strip() if licence.exists() else NO_LICENCE_FILE
        texts.append(f"{title}\n{'-' * len(title)}\n\n{text}\n")
    target = VENDOR / "designsystemet" / "LICENSES-bundled.txt"
    target.write_text("\n\n".join(texts), encoding="utf-8")


def inter_css(folder: Path) -> None:
    """Our own rules for the two vendored parts of Inter, under the name the theme uses."""
    published = (folder / "node_modules" / INTER / "wght.css").read_text(encoding="utf-8")
    ranges = dict(UNICODE_RANGE.findall(published.replace("\n", " ")))
    rules = [
        "@font-face {\n"
        '  font-family: "Inter";\n'
        "  font-style: normal;\n"
        "  font-display: swap;\n"
        "  font-weight: 100 900;\n"
        f'  src: url("inter-{part}.woff2") format("woff2");\n'
        f"  {ranges[part]}\n"
        "}\n"
        for part in ("latin-ext", "latin")
    ]
    (VENDOR / "inter" / "inter.css").write_text("\n".join(rules), encoding="utf-8")


# --- the theme ----------------------------------------------------------------------------------


def theme_inputs() -> dict[str, str]:
    """What decides the theme's colours and sizes."""
    tool = json.loads((ROOT / "package.json").read_text())["devDependencies"][THEME_TOOL]
    return {"settings": sha256(THEME), "tool": f"{THEME_TOOL} {tool}"}


def theme_is_stale() -> bool:
    if not (VENDOR / "theme" / "fortrinn.css").exists() or not record_path().exists():
        return True
    return bool(json.loads(record_path().read_text())["theme"] != theme_inputs())


def make_theme(folder: Path) -> None:
    """Run the design system's own tool, offline, on our colours."""
    shutil.copy(THEME, folder / "theme.json")
    tool = str(folder / "node_modules" / ".bin" / "designsystemet")
    for step in (
        ["tokens", "create", "--config", "theme.json"],
        ["tokens", "build", "--config", "theme.json", "--tokens", "tokens", "--out-dir", "built"],
    ):
        subprocess.run([tool, *step], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    made = VENDOR / "theme" / "fortrinn.css"
    copy(folder / "built" / "fortrinn.css", made)
    made.write_text(dark_on_screens(made.read_text(encoding="utf-8")), encoding="utf-8")


def dark_on_screens(css: str) -> str:
    """The theme with its dark colours for screens only: paper is white whatever somebody chose."""
    css = css.replace(
        "@media (prefers-color-scheme: dark)", f"{SCREEN} and (prefers-color-scheme: dark)"
    )
    return CHOSEN_DARK.sub(lambda rule: f"{SCREEN} {{\n{rule[0]}\n}}", css)


# --- fonts for documents ------------------------------------------------------------------------


def make_fonts() -> None:
    """Static Inter for PDF and charts, which cannot read a variable web font."""
    FONTS.mkdir(parents=True, exist_ok=True)
    for name, (weight, style) in FONT_STYLES.items():
        make_font(FONTS / name, weight, style)
    shutil.copyfile(VENDOR / "inter" / "LICENSE", FONTS / "OFL.txt")


def make_font(target: Path, weight: int, style: str) -> None:
    """One weight of both vendored parts in one file; the same input gives the same bytes."""
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    with tempfile.TemporaryDirectory() as folder:
        parts = []
        for part in ("latin", "latin-ext"):
            font = TTFont(VENDOR / "inter" / f"inter-{part}.woff2", recalcTimestamp=False)
            instantiateVariableFont(font, {"wght": weight}, inplace=True)
            font.flavor = None
            made = font["head"].modified
            parts.append(f"{folder}/{part}.ttf")
            font.save(parts[-1])
        merged = Merger().merge(parts)
    name_font(merged, weight, style)
    merged.recalcTimestamp = False
    merged["head"].created = merged["head"].modified = made
    merged.save(target)


def name_font(font: object, weight: int, style: str) -> None:
    """Call it Inter with its weight, so that every program finds both under one family."""
    regular = style == "Regular"
    names = font["name"]  # type: ignore[index]  # fontTools' tables are untyped
    names.names = []
    for number, text in {
        0: "Copyright 2016 The Inter Project Authors (https://github.com/rsms/inter)",
        1: "Inter" if regular else f"Inter {style}",
        2: "Regular",
        4: f"Inter {style}",
        6: f"Inter-{style}",
        13: "This Font Software is licensed under the SIL Open Font License, Version 1.1.",
        16: "Inter",
        17: style,
    }.items():
        names.setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight  # type: ignore[index]


# --- icons --------------------------------------------------------------------------------------


def make_icons() -> None:
    """Our mark as the pictures that browsers and telephones still ask for."""
    from vl_convert import svg_to_png

    mark = (OWN / "mark.svg").read_text(encoding="utf-8")
    mark = re.sub(r"@media.*?}\s*}", "", mark, flags=re.DOTALL)  # the light colours, on any ground
    (OWN / "favicon.ico").write_bytes(as_ico(svg_to_png(mark, scale=1.0), size=32))
    on_white = mark.replace('viewBox="0 0 32 32"', 'viewBox="-6 -6 44 44" width="180" height="180"')
    ground = '<rect x="-6" y="-6" width="44" height="44" fill="#fff"/><path class="mountain"'
    touch = svg_to_png(on_white.replace('<path class="mountain"', ground), scale=1.0)
    (OWN / "apple-touch-icon.png").write_bytes(touch)


def as_ico(png: bytes, size: int) -> bytes:
    """One PNG in the frame of an icon file."""
    header = struct.pack("<HHH", 0, 1, 1)
    entry = struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(png), 22)
    return header + entry + png


# --- the record ---------------------------------------------------------------------------------


def record_path() -> Path:
    return VENDOR / "VENDOR.json"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def shipped_files() -> dict[str, str]:
    """Every vendored file and font with its hash, by its path in the package."""
    files = [path for folder in (VENDOR, FONTS) for path in folder.rglob("*") if path.is_file()]
    return {
        path.relative_to(PACKAGE).as_posix(): sha256(path)
        for path in sorted(files)
        if path != record_path() and path.suffix != ".py" and "__pycache__" not in path.parts
    }


def write_record(folder: Path) -> None:
    locked = json.loads((folder / "package-lock.json").read_text())["packages"]
    packages = {
        package: {
            "version": locked[f"node_modules/{package}"]["version"],
            "licence": locked[f"node_modules/{package}"]["license"],
        }
        for package in sorted([*FILES, *BUNDLED])
    }
    record = {"packages": packages, "theme": theme_inputs(), "files": shipped_files()}
    record_path().write_text(json.dumps(record, indent=2) + "\n")


def differences() -> Iterator[str]:
    """Files that are not what was vendored, one sentence each."""
    recorded = json.loads(record_path().read_text())
    files, present = recorded["files"], shipped_files()
    for name in sorted(files.keys() | present.keys()):
        if name not in present:
            yield f"{name} is missing."
        elif name not in files:
            yield f"{name} is not in VENDOR.json."
        elif files[name] != present[name]:
            yield f"{name} was changed after it was vendored."
    if recorded["theme"] != theme_inputs():
        yield "The theme's settings changed: run `make assets`."


if __name__ == "__main__":
    sys.exit(main())
