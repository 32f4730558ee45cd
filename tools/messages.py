"""The message catalogue: English texts in the code, bokmål and nynorsk in two ``.po`` files.

    python tools/messages.py extract            bring the catalogue up to date with the code
    python tools/messages.py missing [PATH…]    print untranslated texts as JSON to fill in
    python tools/messages.py merge FILE.json    extract, then write translations from a file
    python tools/messages.py check              fail unless nb and nn are complete and sound
    python tools/messages.py prune              drop translations the code no longer uses
    python tools/messages.py compile            write the .mo files

FILE.json maps a text to its translations, ``{"Save": {"nb": "Lagre", "nn": "Lagre"}}``; a plural
has lists and names its other form, ``{"{n} county": {"plural": "{n} counties", "nb": ["{n} fylke",
"{n} fylker"], "nn": [...]}}``; a text with a context is written "context\\u0004text".

Needs Babel and Django, no gettext programs. Several people may run it at once: it takes a lock.
"""

import ast
import fcntl
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "fortrinn"
LANGUAGES = ("nb", "nn")
CONTEXT_SEPARATOR = "\x04"

# function name -> positions of (context, singular, plural) among its arguments
FUNCTIONS: dict[str, tuple[int | None, int, int | None]] = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
FUNCTIONS |= {f"{name}_lazy": FUNCTIONS[name] for name in list(FUNCTIONS) if name != "_"}
FUNCTIONS["gettext_noop"] = FUNCTIONS["gettext"]
# What the library refuses with is shown on pages too, in the reader's language.
FUNCTIONS |= dict.fromkeys(
    (
        "FortrinnError",
        "InputError",
        "TableError",
        "UnknownName",
        "SettingError",
        "UndefinedMeasure",
        "NotShipped",
        "MissingExtra",
        "OutputError",
    ),
    FUNCTIONS["gettext"],
)
TEMPLATE_KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}

PLACEHOLDER = re.compile(r"%%|%\(\w+\)[#0 +-]*[\d.]*[sdifg]|%[sd](?!\w)|(?<!\{)\{\w*[^{}]*\}(?!\})")
TAG = re.compile(r"</?[a-zA-Z][\w-]*")
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: fortrinn\\n"
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


class MessageError(Exception):
    """Something in the code or the catalogue that a person must mend."""


@dataclass(frozen=True)
class Key:
    """What identifies a text: its context, if any, and its English form."""

    context: str | None
    text: str

    @classmethod
    def read(cls, written: str) -> "Key":
        context, found, text = written.rpartition(CONTEXT_SEPARATOR)
        return cls(context if found else None, text)

    def __str__(self) -> str:
        return (
            self.text if self.context is None else f"{self.context}{CONTEXT_SEPARATOR}{self.text}"
        )


@dataclass
class Use:
    """How the code uses a text: its plural form and the files it stands in."""

    plural: str | None = None
    files: set[str] = field(default_factory=set)


Uses = dict[Key, Use]
Forms = str | tuple[str, ...] | list[str] | None


# --- reading the code ---------------------------------------------------------------------------


def texts_in_code(package: Path = PACKAGE) -> Uses:
    """Every marked text of the package's modules and templates."""
    uses: Uses = {}
    for path in modules(package):
        _add(uses, path, texts_of_module(path.read_text(encoding="utf-8"), path.name))
    for path in sorted(package.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt", ".xml"}:
            _add(uses, path, texts_of_template(path.read_text(encoding="utf-8"), path.name))
    return uses


def modules(package: Path = PACKAGE) -> list[Path]:
    return [path for path in sorted(package.rglob("*.py")) if "migrations" not in path.parts]


def _add(uses: Uses, path: Path, found: Iterable[tuple[Key, str | None]]) -> None:
    for key, plural in found:
        use = uses.setdefault(key, Use())
        if plural is not None and use.plural not in (None, plural):
            raise MessageError(f"{path}: {key.text!r} has two plurals: {use.plural!r}, {plural!r}.")
        use.plural = use.plural or plural
        use.files.add(path.relative_to(ROOT).as_posix() if ROOT in path.parents else path.name)


def texts_of_module(source: str, name: str = "module") -> Iterator[tuple[Key, str | None]]:
    """The texts in calls of ``_``, ``gettext``, ``ngettext``, ``pgettext`` and their kin."""
    for call in _calls(source, name):
        context_at, text_at, plural_at = FUNCTIONS[_called(call)]
        text = _constant(call, text_at)
        if text:  # else looked up by a variable, and marked where it was defined
            yield Key(_constant(call, context_at), text), _constant(call, plural_at)


def put_together(source: str, name: str = "module") -> Iterator[str]:
    """The places where a text to translate is assembled, so that no catalogue can hold it."""
    for call in _calls(source, name):
        text_at = FUNCTIONS[_called(call)][1]
        if len(call.args) > text_at and isinstance(call.args[text_at], ast.JoinedStr | ast.BinOp):
            yield (
                f"{name}:{call.lineno}: a text to translate is put together; write it whole, "
                "with {names} that are filled in afterwards"
            )


def _calls(source: str, name: str) -> Iterator[ast.Call]:
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        raise MessageError(f"{name} cannot be read: {error}.") from error
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _called(node) in FUNCTIONS:
            yield node


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _constant(call: ast.Call, position: int | None) -> str | None:
    if position is None or len(call.args) <= position:
        return None
    argument = call.args[position]
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return argument.value
    return None


def texts_of_template(source: str, name: str = "template") -> Iterator[tuple[Key, str | None]]:
    """The texts of a Django template, as Django itself will look them up."""
    from django.template import TemplateSyntaxError
    from django.utils.translation.template import templatize

    try:
        python = templatize(source, origin=name)
    except (TemplateSyntaxError, SyntaxError) as error:
        raise MessageError(f"{name} cannot be read: {error}") from error
    # In brackets the template's indentation means nothing to Python's tokenizer.
    code = BytesIO(f"({python}\n)".encode())
    for _line, function, found, _comments in extract_python(code, TEMPLATE_KEYWORDS, (), {}):
        parts = [part for part in ([found] if isinstance(found, str) else found) if part]
        context = parts.pop(0) if str(function).startswith(("p", "np")) else None
        if parts:
            yield Key(context, parts[0]), parts[1] if len(parts) > 1 else None


# --- the catalogue ------------------------------------------------------------------------------


def po_path(language: str, package: Path = PACKAGE) -> Path:
    return package / "locale" / language / "LC_MESSAGES" / "fortrinn.po"


def read_catalogue(language: str, package: Path = PACKAGE) -> Catalog:
    path = po_path(language, package)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def message_key(message: Message) -> Key:
    text = message.id[0] if isinstance(message.id, tuple | list) else message.id
    return Key(message.context, text)


def entries(catalogue: Catalog, *, obsolete: bool = False) -> dict[Key, Message]:
    messages = catalogue.obsolete.values() if obsolete else catalogue
    return {message_key(message): message for message in messages if message.id}


def brought_up_to_date(old: Catalog, uses: Uses, language: str) -> Catalog:
    """The catalogue of what the code uses; translations no longer used are put aside, not lost."""
    known = entries(old, obsolete=True) | entries(old)
    new = Catalog(locale=language)
    for key, use in uses.items():
        identity = key.text if use.plural is None else (key.text, use.plural)
        translation = known[key].string if key in known else None
        new.add(
            identity,
            _same_shape(translation, plural=use.plural is not None),
            locations=[(name, 0) for name in sorted(use.files)],
            context=key.context,
        )
    for key, message in known.items():
        if key not in uses and any(_forms(message)):
            new.obsolete[(key.text, key.context) if key.context else key.text] = message
    for message in [*new, *new.obsolete.values()]:
        message.flags.clear()
    return new


def _same_shape(translation: Forms, *, plural: bool) -> Forms:
    """A text that became a plural, or ceased to be one, has to be translated anew."""
    is_plural = isinstance(translation, tuple | list)
    if translation and is_plural == plural:
        return translation
    return ("", "") if plural else ""


def _forms(message: Message) -> tuple[str, ...]:
    if isinstance(message.string, tuple | list):
        return tuple(message.string)
    return (message.string or "",)


def written(catalogue: Catalog, language: str) -> str:
    buffer = BytesIO()
    write_po(buffer, catalogue, width=100, omit_header=True, sort_output=True, include_lineno=False)
    return (HEADER.format(language=language) + buffer.getvalue().decode()).rstrip() + "\n"


def save(catalogue: Catalog, language: str, package: Path = PACKAGE) -> None:
    path = po_path(language, package)
    text = written(catalogue, language)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(".po.new")
    aside.write_text(text, encoding="utf-8")
    aside.replace(path)


# --- translations -------------------------------------------------------------------------------


def translate(
    catalogue: Catalog, language: str, translations: dict[str, dict[str, object]]
) -> None:
    """Write the translations of one language into its catalogue."""
    known = entries(catalogue)
    for written_key, forms in translations.items():
        key = Key.read(written_key)
        if key not in known:
            raise MessageError(f"The code has no text {key.text!r}. Is it marked and saved?")
        if language not in forms:
            continue
        message, given = known[key], forms[language]
        if isinstance(message.id, tuple | list):
            if not (isinstance(given, list) and len(given) == 2):
                raise MessageError(f"{key.text!r} has a plural: give [one, many] in {language}.")
            message.string = tuple(given)
        elif isinstance(given, str):
            message.string = given
        else:
            raise MessageError(f"{key.text!r} has no plural: give one text in {language}.")


def untranslated(uses: Uses, paths: list[str], package: Path = PACKAGE) -> dict[str, object]:
    """The texts without nb or nn, as a file for ``merge`` to be filled in."""
    known = {language: entries(read_catalogue(language, package)) for language in LANGUAGES}
    missing: dict[str, object] = {}
    for key, use in sorted(uses.items(), key=lambda item: item[0].text):
        if paths and not any(name.startswith(tuple(paths)) for name in use.files):
            continue
        if all(key in known[code] and all(_forms(known[code][key])) for code in LANGUAGES):
            continue
        empty: object = "" if use.plural is None else ["", ""]
        plural = {} if use.plural is None else {"plural": use.plural}
        missing[str(key)] = plural | dict.fromkeys(LANGUAGES, empty)
    return missing


# --- checking -----------------------------------------------------------------------------------


def faults(uses: Uses, package: Path = PACKAGE) -> Iterator[str]:
    """Everything that keeps the catalogue from being complete, one sentence each."""
    for path in modules(package):
        yield from put_together(path.read_text(encoding="utf-8"), path.name)
    for language in LANGUAGES:
        catalogue = read_catalogue(language, package)
        known = entries(catalogue)
        for key in uses.keys() - known.keys():
            yield f"{language}: not in the catalogue: {key.text!r} (run extract)"
        for key in known.keys() - uses.keys():
            yield f"{language}: not in the code: {key.text!r} (run extract)"
        for message in catalogue.obsolete.values():
            yield f"{language}: no longer used: {message_key(message).text!r} (run prune)"
        for key in known.keys() & uses.keys():
            yield from faults_of(known[key], language)


def faults_of(message: Message, language: str) -> Iterator[str]:
    identity = message.id if isinstance(message.id, tuple | list) else (message.id,)
    forms = _forms(message)
    if message.fuzzy:
        yield f"{language}: fuzzy: {identity[0]!r}"
    if not all(forms) or len(forms) != len(identity):
        yield f"{language}: not translated: {identity[0]!r}"
        return
    for original, form in zip(identity, forms, strict=True):
        for what, pattern in (("placeholders", PLACEHOLDER), ("tags", TAG)):
            if sorted(pattern.findall(original)) != sorted(pattern.findall(form)):
                yield f"{language}: other {what} than {original!r}: {form!r}"
        if (original[0].isspace(), original[-1].isspace()) != (
            form[0].isspace(),
            form[-1].isspace(),
        ):
            yield f"{language}: other space at the ends than {original!r}: {form!r}"


# --- commands -----------------------------------------------------------------------------------


@contextmanager
def locked(package: Path = PACKAGE) -> Iterator[None]:
    """One at a time: the lock is on the folder itself and leaves no file behind."""
    folder = package / "locale"
    folder.mkdir(exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def extract(package: Path = PACKAGE) -> str:
    uses = texts_in_code(package)
    for language in LANGUAGES:
        save(
            brought_up_to_date(read_catalogue(language, package), uses, language), language, package
        )
    return f"{len(uses)} texts in the code."


def merge(path: str, package: Path = PACKAGE) -> str:
    try:
        translations = json.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise MessageError(f"{path} cannot be read as JSON: {error}") from error
    uses = texts_in_code(package)
    updated = {
        language: brought_up_to_date(read_catalogue(language, package), uses, language)
        for language in LANGUAGES
    }
    for language, catalogue in updated.items():
        translate(catalogue, language, translations)
    for language, catalogue in updated.items():
        save(catalogue, language, package)
    return (
        f"{len(translations)} texts merged; {len(untranslated(uses, [], package))} still missing."
    )


def check(package: Path = PACKAGE) -> str:
    uses = texts_in_code(package)
    found = sorted(faults(uses, package))
    if found:
        raise MessageError("\n".join([*found, f"{len(found)} faults in the catalogue."]))
    return f"{len(uses)} texts, complete in nb and nn."


def prune(package: Path = PACKAGE) -> str:
    uses = texts_in_code(package)
    dropped = 0
    for language in LANGUAGES:
        catalogue = brought_up_to_date(read_catalogue(language, package), uses, language)
        dropped += len(catalogue.obsolete)
        catalogue.obsolete.clear()
        save(catalogue, language, package)
    return f"{dropped} unused translations dropped."


def compile_catalogues() -> str:
    from fortrinn import catalogue

    for po in catalogue.sources():
        catalogue.compile_one(po)
    return "Compiled."


def missing(paths: list[str]) -> str:
    return json.dumps(untranslated(texts_in_code(), paths), ensure_ascii=False, indent=2)


def run(arguments: list[str]) -> str:
    match arguments:
        case ["extract"]:
            return extract()
        case ["missing", *paths]:
            return missing(paths)
        case ["merge", path]:
            return merge(path)
        case ["check"]:
            return check()
        case ["prune"]:
            return prune()
        case ["compile"]:
            return compile_catalogues()
    raise MessageError(__doc__ or "")


def main() -> int:
    try:
        with locked():
            print(run(sys.argv[1:]))
    except MessageError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
