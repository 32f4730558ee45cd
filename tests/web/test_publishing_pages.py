"""The public pages, as somebody who is not signed in meets them."""

import csv
import re

import pytest
from django.test import Client

from fortrinn import content
from fortrinn.reference import accounts, counties, datasets
from fortrinn.reports.profile import county_section, section_keys

pytestmark = pytest.mark.django_db
LANGUAGES = {"nb": "", "nn": "/nn", "en": "/en"}


@pytest.fixture
def visitor():
    return Client()


def text(response):
    return response.content.decode()


def visible(html):
    """What stands on the page, without markup."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


# --- front page and texts -----------------------------------------------------------------------


@pytest.mark.parametrize("prefix", LANGUAGES.values())
def test_the_front_page_leads_to_every_county_from_map_and_list(visitor, prefix):
    page = text(visitor.get(f"{prefix}/"))
    for county in counties():
        assert page.count(f'href="{prefix}/{county.slug}/"') >= 3  # list, wide map, narrow map


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/", ["2008–2019", "35 næringer", "2016–2025", "tabell 11713"]),
        ("/nn/", ["2008–2019", "35 næringar", "2016–2025", "tabell 11713"]),
        ("/en/", ["2008–2019", "35 industries", "2016–2025", "table 11713"]),
    ],
)
def test_the_front_page_says_how_old_and_how_coarse_the_figures_are(visitor, address, words):
    page = visible(text(visitor.get(address)))
    assert [word for word in words if word not in page] == []


def test_the_list_of_counties_is_in_norwegian_order(visitor):
    page = text(visitor.get("/")).split('id="counties"')[1].split("</ul>")[0]
    names = re.findall(r">([^<>]+)</a>", page)
    assert names[:3] == ["Agder", "Akershus", "Buskerud"]
    assert names[-3:] == ["Vestfold", "Vestland", "Østfold"]


@pytest.mark.parametrize("name", content.page_names())
def test_every_text_says_the_same_things_in_the_three_languages(name):
    shapes = [
        [
            (section.key, [len(block.items) for block in section.blocks])
            for section in content.page(name, lang).sections
        ]
        for lang in LANGUAGES
    ]
    assert shapes[0] == shapes[1] == shapes[2]


@pytest.mark.parametrize(
    "address", ["/about/", "/nn/about/", "/en/accessibility/", "/accessibility/"]
)
def test_a_text_page_has_its_headings(visitor, address):
    lang = "nb" if address.count("/") == 2 else address.split("/")[1]
    page = content.page(address.strip("/").split("/")[-1], lang)
    shown = text(visitor.get(address))
    assert [s.heading for s in page.sections if s.heading not in shown] == []


def test_every_source_has_publisher_licence_date_hash_and_file(visitor):
    page = text(visitor.get("/sources/"))
    for dataset in datasets():
        assert dataset.sha256 in page
        assert dataset.licence_url in page
        file = visitor.get(f"/sources/{dataset.key}/{dataset.file}")
        assert file.content == dataset.read_bytes()
        assert file["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize(
    "address",
    ["/sources/accounts/../settings.py", "/sources/accounts/counties.json", "/sources/x/y.csv"],
)
def test_only_shipped_files_are_handed_out(visitor, address):
    assert visitor.get(address).status_code == 404


# --- profiles -----------------------------------------------------------------------------------


@pytest.mark.parametrize("county", [county.slug for county in counties()])
def test_every_county_has_a_profile_with_its_sections(visitor, county):
    response = visitor.get(f"/{county}/")
    page = text(response)
    assert response.status_code == 200
    for key in section_keys(county):
        assert f'id="{key}"' in page
        assert f"/{county}/analysis/{key}/" in page
    assert page.count('class="fx-keyfigure-value"') == 3


@pytest.mark.requirement("R076")
@pytest.mark.parametrize("prefix", LANGUAGES.values())
def test_every_key_figure_opens_its_provenance_and_takes_doubts(visitor, prefix):
    page = text(visitor.get(f"{prefix}/nordland/"))
    for key in ("employed", "specialisations", "value-added"):
        assert f"{prefix}/nordland/provenance/{key}/" in page
        assert f"{prefix}/nordland/doubts/new/?figure={key}" in page
        assert visitor.get(f"{prefix}/nordland/provenance/{key}/").status_code == 200


def test_charts_of_a_profile_have_no_style_attributes_and_no_id_twice(visitor):
    page = text(visitor.get("/nordland/"))
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
    assert re.findall(r'\sstyle="', page) == []
    assert "fx-chart-wide" in page
    assert "fx-chart-narrow" in page


def test_a_profile_asks_the_database_once(visitor, django_assert_num_queries):
    visitor.get("/nordland/")
    with django_assert_num_queries(1):
        visitor.get("/nordland/")


@pytest.mark.parametrize("address", ["/nordlund/", "/Nordland/", "/18/", "/nordland/analysis/x/"])
def test_an_address_that_is_not_there_says_what_is(visitor, address):
    response = visitor.get(address)
    assert response.status_code == 404
    assert "<h1" in text(response)


# --- one section --------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", LANGUAGES.values())
@pytest.mark.parametrize("key", section_keys("telemark"))
def test_every_section_has_a_page_with_a_sentence_and_a_table(visitor, key, prefix):
    response = visitor.get(f"{prefix}/telemark/analysis/{key}/")
    section = county_section("telemark", key, lang="nb")
    assert response.status_code == 200
    assert text(response).count("<table") == bool(section.table.rows)


def rows(page):
    """The first cell of every row of the table."""
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    return [
        re.sub(r"<[^>]+>", "", row).strip()
        for row in re.findall(r'<th scope="row">(.*?)</th>', body)
    ]


def test_the_table_sorts_with_norwegian_letters_last(visitor):
    names = rows(text(visitor.get("/nordland/analysis/map/?sort=county")))
    assert names[:2] == ["Agder", "Akershus"]
    assert names[-1] == "Østfold"
    assert rows(text(visitor.get("/nordland/analysis/map/?sort=-county"))) == names[::-1]


def test_rows_without_a_figure_come_last_however_the_table_is_sorted(visitor):
    for sort in ("location_quotient", "-location_quotient"):
        names = rows(text(visitor.get(f"/nordland/analysis/specialisation/?sort={sort}")))
        assert set(names[-3:]) == {
            "Transport utenom utenriks sjøfart",
            "Post og distribusjonsvirksomhet",
            "Boligtjenester, egen bolig",
        }


def test_the_table_is_searched_without_regard_to_capitals(visitor):
    page = text(visitor.get("/nordland/analysis/specialisation/?q=FISKE"))
    assert rows(page) == ["Fiske, fangst og akvakultur"]
    assert "Viser 1 av 35 rader." in page


def test_a_long_table_is_shown_in_part_and_whole_on_request(visitor):
    page = text(visitor.get("/telemark/analysis/establishments/"))
    assert len(rows(page)) == 100
    assert "Viser 100 av 381 rader." in page
    assert len(rows(text(visitor.get("/telemark/analysis/establishments/?rows=all")))) == 381


def test_a_search_without_result_says_so_and_leads_back(visitor):
    page = text(visitor.get("/nordland/analysis/specialisation/?q=romfart&period=2015"))
    assert "Ingenting i tabellen inneholder «romfart»." in page
    assert 'href="?period=2015"' in page


@pytest.mark.requirement("R009")
def test_reference_period_and_threshold_change_what_is_said(visitor):
    standard = text(visitor.get("/nordland/analysis/specialisation/"))
    chosen = text(
        visitor.get("/nordland/analysis/specialisation/?reference=troms&period=2015&threshold=1,5")
    )
    assert "2015" in chosen.split("fx-lead")[1].split("</p>")[0]
    assert "Troms" in chosen.split("fx-lead")[1].split("</p>")[0]
    assert standard.split("fx-lead")[1] != chosen.split("fx-lead")[1]


def test_links_of_a_section_carry_what_was_chosen(visitor):
    page = text(visitor.get("/nordland/analysis/specialisation/?reference=troms&period=2015"))
    query = "?reference=troms&amp;period=2015"
    assert f"/nordland/analysis/specialisation/table.csv{query}" in page
    assert f"/nordland/provenance/specialisation/{query}&amp;activity=A03" in page


HOSTILE = [
    "reference=atlantis",
    "reference=nordland",
    "period=1990",
    "period=2019%00",
    "threshold=abc",
    "threshold=-1",
    "threshold=nan",
    "threshold=inf",
    "threshold=1e400",
    "threshold=0",
    "sort=password",
    "sort=--employed",
    "sort=employed%3Bdrop",
    "q=%00",
    "q=" + "a" * 500,
    "reference=%3Cscript%3Ealert(1)%3C/script%3E",
    "sort=%3Cimg%20src=x%20onerror=alert(1)%3E",
]


@pytest.mark.parametrize("query", HOSTILE)
def test_a_value_that_cannot_be_used_is_answered_with_a_sentence(visitor, query):
    response = visitor.get(f"/nordland/analysis/specialisation/?{query}")
    page = text(response)
    assert response.status_code == 400
    assert 'role="alert"' in page
    assert len(rows(page)) == 35
    assert "<script>alert" not in page
    assert "<img src=x" not in page


@pytest.mark.parametrize("query", HOSTILE[:10])
def test_a_file_is_not_made_from_settings_that_had_to_be_guessed(visitor, query):
    assert visitor.get(f"/nordland/analysis/specialisation/table.csv?{query}").status_code == 400
    assert visitor.get(f"/nordland/provenance/specialisation/?{query}").status_code == 400


def test_words_the_page_does_not_know_are_ignored(visitor):
    assert visitor.get("/nordland/analysis/growth/?utm_source=x&page=-1").status_code == 200


def test_a_section_asks_the_database_once(visitor, django_assert_num_queries):
    visitor.get("/nordland/analysis/specialisation/")
    with django_assert_num_queries(1):
        visitor.get("/nordland/analysis/specialisation/")


# --- where a figure comes from ------------------------------------------------------------------


@pytest.mark.parametrize("prefix", LANGUAGES.values())
@pytest.mark.parametrize("key", section_keys("telemark"))
def test_every_section_and_its_first_row_open_their_cells(visitor, key, prefix):
    page = text(visitor.get(f"{prefix}/telemark/analysis/{key}/"))
    whole = visitor.get(f"{prefix}/telemark/provenance/{key}/")
    assert whole.status_code == 200
    if not county_section("telemark", key, lang="nb").table.rows:
        return
    address = re.search(rf'href="({prefix}/telemark/provenance/{key}/\?[^"]*activity=[^"]+)"', page)
    row = visitor.get(address[1].replace("&amp;", "&"))
    assert row.status_code == 200
    cells = text(row).split("<tbody>")[1].split("</tbody>")[0]
    assert cells.count("<tr>") >= 1
    assert "CC BY 4.0" in text(row) or "NLOD" in text(row)


def test_a_quotient_is_walked_back_to_the_published_thousands(visitor):
    page = visible(text(visitor.get("/nordland/provenance/specialisation/?activity=A03")))
    assert "Nordland – Nordlánnda Fiske, fangst og akvakultur 2019 3,8 tusen personer" in page
    assert "Norge Alle næringer 2019 2 836,1 tusen personer" in page


def test_a_county_that_was_two_shows_both_cells(visitor):
    page = visible(text(visitor.get("/innlandet/provenance/specialisation/?activity=F41-43")))
    assert "Hedmark" in page
    assert "Oppland" in page


@pytest.mark.parametrize(
    "address",
    [
        "provenance/nothing/",
        "provenance/specialisation/?activity=X99",
        "provenance/map/?activity=99",
    ],
)
def test_a_figure_that_is_not_there_is_said_to_be_missing(visitor, address):
    assert visitor.get(f"/nordland/{address}").status_code == 404


# --- withheld -----------------------------------------------------------------------------------

HIDDEN = ("Transport utenom utenriks sjøfart", "Post og distribusjonsvirksomhet")


def row_of(page, name):
    """The cells of the row with this name."""
    row = next(row for row in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if f">{name}<" in row)
    return [
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", cell)).strip()
        for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)
    ]


@pytest.mark.parametrize("name", HIDDEN)
def test_a_withheld_figure_is_said_to_be_withheld_and_is_never_zero(visitor, name):
    cells = row_of(text(visitor.get("/nordland/analysis/specialisation/")), name)
    employed, share, _reference, quotient, interval, note = cells
    for cell in (employed, share, quotient, interval):
        assert cell == ": vises ikke (konfidensielt)"
    assert note == "vises ikke (konfidensielt)"


def test_no_row_and_no_file_holds_what_is_left_when_the_shown_are_taken_from_the_total(visitor):
    """Nordland 2019: 123,700 employed in all, 116,200 in the industries that are shown."""
    lines = visitor.get("/nordland/analysis/specialisation/table.csv").content.decode("utf-8-sig")
    table = list(csv.DictReader(lines.splitlines()))
    assert {row["code"] for row in table} == {one.code for one in accounts().industries}
    employed = [float(row["employed"]) for row in table if row["employed"] not in (":", ".")]
    assert sum(employed) == 116_200
    page = visible(text(visitor.get("/nordland/analysis/specialisation/"))).replace("\xa0", " ")
    assert "7 500" not in page
    assert "6,1 %" not in page


def test_a_withheld_figure_is_withheld_in_the_files(visitor):
    table = visitor.get("/nordland/analysis/specialisation/table.csv").content.decode("utf-8-sig")
    lines = [line for line in table.splitlines() if any(name in line for name in HIDDEN)]
    assert len(lines) == 2
    for line in lines:
        assert ",withheld,withheld," in line
        assert ",:," in line
        assert ",0," not in line


def test_the_cell_behind_a_withheld_figure_shows_its_status(visitor):
    page = visible(text(visitor.get("/nordland/provenance/specialisation/?activity=H53")))
    assert "Sysselsatte vises ikke (konfidensielt)" in page
    assert (
        "Post og distribusjonsvirksomhet 2019 : tusen personer vises ikke (konfidensielt)" in page
    )
