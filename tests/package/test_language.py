"""Numbers, dates and sorting as a Norwegian reader expects them."""

import math
import os
import subprocess
import sys
import time
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fortrinn import catalogue, language
from fortrinn.errors import UnknownName
from fortrinn.language import date_text, listing, number, per_cent, signed, sort_key, translator

NB = "\u00a0"
MINUS = "\u2212"


@pytest.mark.parametrize(
    ("value", "decimals", "norwegian", "english"),
    [
        (0, 0, "0", "0"),
        (1234, 0, f"1{NB}234", "1,234"),
        (-1234567.891, 2, f"{MINUS}1{NB}234{NB}567,89", f"{MINUS}1,234,567.89"),
        (2.5, 0, "3", "3"),
        (-2.5, 0, f"{MINUS}3", f"{MINUS}3"),
        (1.005, 2, "1,01", "1.01"),
        (-0.04, 1, "0,0", "0.0"),
        (0.1 + 0.2, 1, "0,3", "0.3"),
        (math.nan, 0, "–", "–"),
        (math.inf, 0, "–", "–"),
        (None, 0, "–", "–"),
    ],
)
def test_numbers(value: float | None, decimals: int, norwegian: str, english: str) -> None:
    assert number(value, "nb", decimals) == number(value, "nn", decimals) == norwegian
    assert number(value, "en", decimals) == english


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 6))
def test_any_number_reads_back(value: float, decimals: int) -> None:
    text = number(value, "nb", decimals)
    back = float(text.replace(NB, "").replace(",", ".").replace(MINUS, "-"))
    assert math.isclose(back, value, rel_tol=1e-12, abs_tol=0.5000001 * 10**-decimals)
    assert not text.startswith(MINUS) or back < 0


def test_shares_and_changes() -> None:
    assert per_cent(0.1234, "nn") == f"12,3{NB}%"
    assert per_cent(0.285, "nb", 0) == f"29{NB}%"
    assert per_cent(-0.05, "en") == f"{MINUS}5.0%"
    assert per_cent(None, "nb") == per_cent(math.nan, "en") == "–"
    assert signed(12, "nb") == "+12"
    assert signed(-12, "nb") == f"{MINUS}12"
    assert signed(0.01, "nb", 1) == "0,0"
    assert signed(None, "nb") == "–"


def test_days_and_rows_of_words() -> None:
    assert date_text(date(2026, 3, 1), "nn") == "1. mars 2026"
    assert date_text(datetime(2026, 12, 31, 23, 59), "en") == "31 December 2026"
    assert listing([], "nb") == ""
    assert listing(["Oslo"], "nn") == "Oslo"
    assert listing(iter(["Oslo", "Agder"]), "en") == "Oslo and Agder"


def test_the_counties_stand_in_norwegian_order() -> None:
    order = ["Agder", "Møre og Romsdal", "Oslo", "Østfold", "Østfold og Oslo", "Ålesund"]
    shuffled = [order[i] for i in (3, 5, 0, 4, 2, 1)]
    assert sorted(shuffled, key=sort_key) == order


def test_sami_letters_and_capitals_sort_beside_their_kin() -> None:
    order = ["čáhppes", "dalla", "Đávvi", "davvin", "ŋ", "Nord", "Šibeniid", "Åfjord", "Aase"]
    assert sorted(order, key=sort_key) == order


@pytest.mark.parametrize("call", [translator, lambda lang: number(1, lang)])
def test_an_unknown_language_is_refused_with_those_there_are(call) -> None:
    with pytest.raises(UnknownName, match=r"nb .* nn .* en"):
        call("da")


PO = """msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Save"
msgstr "{save}"

msgid "{{n}} county"
msgid_plural "{{n}} counties"
msgstr[0] "{{n}} fylke"
msgstr[1] "{many}"

msgctxt "month"
msgid "May"
msgstr "mai"
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A locale folder of a checkout that was never built."""
    for lang, save, many in (("nb", "Lagre", "{n} fylker"), ("nn", "", "{n} fylke")):
        (tmp_path / lang / "LC_MESSAGES").mkdir(parents=True)
        text = PO.format(save=save, many=many)
        (tmp_path / lang / "LC_MESSAGES" / "fortrinn.po").write_text(text)
    monkeypatch.setattr(language, "FOLDER", tmp_path)
    monkeypatch.setattr(language, "ensure_compiled", lambda: catalogue.ensure_compiled(tmp_path))
    translator.cache_clear()
    yield tmp_path
    translator.cache_clear()


def test_a_checkout_compiles_its_catalogue_when_it_is_used(folder: Path) -> None:
    assert translator("nb")("Save") == "Lagre"
    assert translator("nn").ngettext("{n} county", "{n} counties", 2) == "{n} fylke"
    assert translator("nn").pgettext("month", "May") == "mai"
    compiled = folder / "nb" / "LC_MESSAGES"
    assert (compiled / "django.mo").read_bytes() == (compiled / "fortrinn.mo").read_bytes()


def test_what_nynorsk_lacks_comes_in_bokmål_and_then_in_english(folder: Path) -> None:
    assert translator("nn")("Save") == "Lagre"
    assert translator("nn")("Open") == "Open"


def test_a_catalogue_is_compiled_again_only_when_it_changed(folder: Path) -> None:
    catalogue.ensure_compiled(folder)
    compiled = folder / "nb" / "LC_MESSAGES" / "django.mo"
    first, when = compiled.read_bytes(), compiled.stat().st_mtime_ns
    catalogue.ensure_compiled(folder)
    assert compiled.stat().st_mtime_ns == when

    po = compiled.with_name("fortrinn.po")
    po.write_text(po.read_text().replace("Lagre", "Ta vare på"))
    later = time.time() + 5
    os.utime(po, (later, later))
    catalogue.ensure_compiled(folder)
    assert compiled.read_bytes() != first


def test_compiling_twice_gives_the_same_bytes(folder: Path) -> None:
    po = folder / "nb" / "LC_MESSAGES" / "fortrinn.po"
    catalogue.compile_one(po)
    first = po.with_name("django.mo").read_bytes()
    catalogue.compile_one(po)
    assert po.with_name("django.mo").read_bytes() == first


def test_words_and_numbers_load_nothing_heavy() -> None:
    code = "import sys, fortrinn.language; print('babel' in sys.modules, 'numpy' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout.startswith("False")
