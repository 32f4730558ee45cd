"""The catalogue tool reads the code as Python and Django do, and loses no translation."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools import messages
from tools.messages import Key, MessageError


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with one module and one template."""
    package = tmp_path / "package"
    (package / "templates").mkdir(parents=True)
    (package / "module.py").write_text('_("Save")\n_.ngettext("{n} county", "{n} counties", 2)\n')
    (package / "templates" / "page.html").write_text(
        "<p>\n   {% translate 'Up by 5 %' %}{% translate 'May' context 'month' %}\n"
        " {% blocktranslate trimmed count n=rows %}\n  One row of {{ all }}\n"
        "{% plural %}\n  {{ n }} rows of {{ all }}\n {% endblocktranslate %}\n"
        '</p>\n{{ _("Sources")|upper }}{# it\'s "open #}'
    )
    return package


NB = {
    "Save": {"nb": "Lagre", "nn": "Lagre"},
    "{n} county": {"nb": ["{n} fylke", "{n} fylker"], "nn": ["{n} fylke", "{n} fylke"]},
    "Up by 5 %%": {"nb": "Opp 5 %%", "nn": "Opp 5 %%"},
    "month\x04May": {"nb": "mai", "nn": "mai"},
    "One row of %(all)s": {
        "nb": ["Én rad av %(all)s", "%(n)s rader av %(all)s"],
        "nn": ["Éi rad av %(all)s", "%(n)s rader av %(all)s"],
    },
    "Sources": {"nb": "Kilder", "nn": "Kjelder"},
}


def merged(package: Path, translations: dict[str, object], tmp_path: Path) -> str:
    file = tmp_path / "translations.json"
    file.write_text(json.dumps(translations), encoding="utf-8")
    return messages.merge(str(file), package)


def test_it_finds_the_texts_of_modules_and_templates(package: Path) -> None:
    uses = messages.texts_in_code(package)
    assert {str(key): use.plural for key, use in uses.items()} == {
        "Save": None,
        "{n} county": "{n} counties",
        "Up by 5 %%": None,
        "month\x04May": None,
        "One row of %(all)s": "%(n)s rows of %(all)s",
        "Sources": None,
    }


def test_a_text_looked_up_by_a_variable_is_not_a_new_text() -> None:
    assert list(messages.texts_of_module("_(label)\ngettext(self.title)\n_('')")) == []


@pytest.mark.parametrize("text", ["f'Row {n}'", "'Row ' + name", "'Row %s' % n"])
@pytest.mark.parametrize("function", ["_", "gettext_lazy", "errors.TableError"])
def test_a_text_put_together_is_a_fault(package: Path, function: str, text: str) -> None:
    (package / "module.py").write_text(f"{function}({text})")
    with pytest.raises(MessageError, match=r"module.py:1: .* write it whole"):
        messages.check(package)


def test_what_the_library_refuses_with_is_translated_too() -> None:
    (key, _), *_more = messages.texts_of_module("raise TableError('Row {row}.', row=1)")
    assert key == Key(None, "Row {row}.")


def test_a_complete_catalogue_passes(package: Path, tmp_path: Path) -> None:
    assert merged(package, NB, tmp_path) == "6 texts merged; 0 still missing."
    assert messages.check(package) == "6 texts, complete in nb and nn."


def test_writing_it_again_changes_nothing(package: Path, tmp_path: Path) -> None:
    merged(package, NB, tmp_path)
    path = messages.po_path("nn", package)
    before = path.read_bytes(), path.stat().st_mtime_ns
    messages.extract(package)
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_what_is_missing_is_a_file_to_fill_in(package: Path, tmp_path: Path) -> None:
    merged(package, {key: NB[key] for key in NB if key != "{n} county"}, tmp_path)
    missing = messages.untranslated(messages.texts_in_code(package), [], package)
    assert missing == {"{n} county": {"plural": "{n} counties", "nb": ["", ""], "nn": ["", ""]}}


def test_a_translation_no_longer_used_is_kept_until_it_is_pruned(
    package: Path, tmp_path: Path
) -> None:
    merged(package, NB, tmp_path)
    module = package / "module.py"
    source = module.read_text()
    module.write_text(source.replace('_("Save")', ""))
    messages.extract(package)
    with pytest.raises(MessageError, match="no longer used: 'Save'"):
        messages.check(package)

    module.write_text(source)
    messages.extract(package)
    assert messages.check(package)

    module.write_text(source.replace('_("Save")', ""))
    assert messages.prune(package) == "2 unused translations dropped."
    assert messages.check(package) == "5 texts, complete in nb and nn."


@pytest.mark.parametrize(
    ("text", "translation", "fault"),
    [
        ("Save", "", "not translated: 'Save'"),
        ("Save", "Lagre {navn}", "other placeholders"),
        ("Save", "<b>Lagre</b>", "other tags"),
        ("Save", "Lagre ", "other space"),
        ("Up by 5 %%", "Opp 5 %", "other placeholders"),
    ],
)
def test_a_translation_that_differs_in_form_is_a_fault(
    package: Path, tmp_path: Path, text: str, translation: str, fault: str
) -> None:
    merged(package, NB | {text: {"nb": translation, "nn": NB[text]["nn"]}}, tmp_path)
    with pytest.raises(MessageError, match=fault):
        messages.check(package)


@pytest.mark.parametrize(
    ("translations", "sentence"),
    [
        ({"Svae": {"nb": "Lagre"}}, "The code has no text 'Svae'"),
        ({"Save": {"nb": ["Lagre", "Lagre"]}}, "has no plural"),
        ({"{n} county": {"nn": "{n} fylke"}}, "has a plural"),
    ],
)
def test_a_mistake_in_the_file_changes_nothing(
    package: Path, tmp_path: Path, translations: dict[str, object], sentence: str
) -> None:
    merged(package, NB, tmp_path)
    before = messages.po_path("nb", package).read_bytes()
    with pytest.raises(MessageError, match=sentence):
        merged(package, translations, tmp_path)
    assert messages.po_path("nb", package).read_bytes() == before


def test_a_key_with_a_context_reads_back() -> None:
    assert str(Key.read("month\x04May")) == "month\x04May"
    assert Key.read("May") == Key(None, "May")


def test_the_products_own_catalogue_is_complete() -> None:
    assert "complete in nb and nn" in messages.check()


def test_the_tool_explains_itself_when_asked_for_nothing() -> None:
    answer = subprocess.run(
        [sys.executable, messages.__file__],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert answer.returncode == 1
    assert "extract" in answer.stderr
