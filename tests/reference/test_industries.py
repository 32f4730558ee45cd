import csv

import pytest

from fortrinn.classifications import Label, divisions
from fortrinn.errors import UnknownName
from fortrinn.reference import accounts, classification, industry_labels, telemark_establishments


@pytest.mark.parametrize(
    ("version", "by_level"),
    [("SN2007", (21, 87, 270, 613, 817)), ("SN2025", (22, 87, 287, 651, 736))],
)
def test_every_version_is_complete(version, by_level):
    codes = classification(version)
    assert tuple(len(codes.at_level(level)) for level in range(1, 6)) == by_level
    for industry in (i for level in range(1, 6) for i in codes.at_level(level)):
        assert (industry.parent is None) == (industry.level == 1)
        assert industry.parent is None or industry.parent in codes
    assert all(label.text for lang in ("nb", "nn", "en") for label in codes.labels(lang).values())


def test_labels_are_those_of_the_source(shared):
    with (shared / "data" / "naeringskoder" / "sn2007.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    nb, nn = industry_labels("SN2007", "nb"), industry_labels("SN2007", "nn")
    assert [row["kode"] for row in rows] == list(nb)
    for row in rows:
        assert nb[row["kode"]] == Label(row["navn_nb"], "nb")
        assert nn[row["kode"]].fallback == (not row["navn_nn"])


def test_a_missing_label_comes_from_the_next_language_and_says_so():
    assert sum(label.fallback for label in industry_labels("SN2007", "nn").values()) == 8
    assert sum(label.fallback for label in industry_labels("SN2007", "en").values()) == 297
    assert all(label.fallback for label in industry_labels("SN2025", "nn").values())
    assert not any(label.fallback for label in industry_labels("SN2025", "en").values())


def test_an_uncertain_name_gives_way_to_a_certain_one():
    labels = industry_labels("SN2025", "nb")
    assert {label.status for label in labels.values()} == {"official", "confirmed", "probable"}
    assert {label.lang for label in labels.values() if label.fallback} == {"en"}
    uncertain = [i for i in classification("SN2025").at_level(2)
                 if any(name.status == "uncertain" for name in i.names)]  # fmt: skip
    assert len(uncertain) == 4
    assert all(industry.label("nb").lang == "en" for industry in uncertain)


def test_section_letters_differ_between_versions():
    assert classification("SN2007").section("64") == "K"
    assert classification("SN2025").section("64") == "L"
    assert [i.code for i in classification("SN2007").ancestors("10.203")] == [
        "10.20", "10.2", "10", "C",
    ]  # fmt: skip


def test_english_sections_are_not_in_capitals():
    assert industry_labels("SN2007", "en")["A"].text == "Agriculture, forestry and fishing"


def test_codes_used_in_the_figures_are_in_their_version():
    register = classification("SN2025")
    assert all(code in register for code in telemark_establishments().activities)
    sn2007 = classification("SN2007")
    for industry in accounts().industries:
        assert all(division in sn2007 for division in industry.divisions)
        sections = {sn2007.section(division) for division in industry.divisions}
        assert sections == ({"R", "S", "T"} if industry.section == "R-T" else {industry.section})


@pytest.mark.parametrize(
    ("text", "found"),
    [("01-03", ("01", "02", "03")), ("49-52 (the rest)", ("49", "50", "51", "52")),
     ("06,09.1", ("06", "09")), ("", ())],
)  # fmt: skip
def test_divisions_in_a_list_of_codes(text, found):
    assert divisions(text) == found


def test_unknown_versions_codes_and_languages_are_answered():
    with pytest.raises(UnknownName, match="Did you mean 'SN2007'"):
        classification("SN207")
    with pytest.raises(UnknownName, match="is not there"):
        classification("SN2007")["zz"]
    with pytest.raises(UnknownName, match="is not there"):
        industry_labels("SN2007", "se")
