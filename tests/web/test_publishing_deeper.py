"""The pages of the deeper analysis, as somebody who is not signed in meets them."""

import csv
import html
import re

import pytest
from django.test import Client

from fortrinn.reference import counties
from fortrinn.reports.deeper import deeper_keys, deeper_section
from fortrinn.reports.sections.industry_space import space
from fortrinn.web.jobs.worker import Worker
from fortrinn.web.publishing import documents

pytestmark = pytest.mark.django_db
LANGUAGES = {"nb": "", "nn": "/nn", "en": "/en"}


@pytest.fixture
def visitor():
    return Client()


@pytest.fixture
def nothing_kept(monkeypatch, tmp_path):
    """Documents are made anew, in a folder of the test's own."""
    monkeypatch.setattr(documents, "DOCUMENTS", tmp_path)


def text(response):
    return response.content.decode()


@pytest.mark.parametrize("key", deeper_keys())
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_has_its_sentence_chart_table_and_the_way_to_its_figures(visitor, key, lang):
    response = visitor.get(f"{LANGUAGES[lang]}/telemark/analysis/{key}/")
    page = text(response)
    section = deeper_section("telemark", key, lang=lang)
    assert response.status_code == 200
    assert html.escape(section.title) in page
    assert page.count('class="fx-chart') == 2
    assert page.count("<tr>") > 3
    assert f"{LANGUAGES[lang]}/telemark/provenance/{key}/" in page
    assert "style=" not in page.split("<main")[1]


def test_the_profile_leads_to_all_of_them_and_they_to_each_other(visitor):
    profile = text(visitor.get("/oslo/"))
    for key in deeper_keys():
        assert f'href="/oslo/analysis/{key}/"' in profile
        page = text(visitor.get(f"/oslo/analysis/{key}/"))
        others = [other for other in deeper_keys() if other != key]
        assert [o for o in others if f'href="/oslo/analysis/{o}/"' not in page] == []
    assert 'id="options"' not in profile


@pytest.mark.parametrize("slug", [county.slug for county in counties()])
def test_every_county_has_its_options(visitor, slug):
    assert visitor.get(f"/nn/{slug}/analysis/options/").status_code == 200


@pytest.mark.parametrize("key", deeper_keys())
def test_every_row_leads_to_cells_that_were_published(visitor, key):
    section = deeper_section("nordland", key, lang="nb")
    for row in (section.table.rows[0], section.table.rows[-1]):
        response = visitor.get(f"/nordland/provenance/{key}/", {"activity": row.key})
        page = text(response)
        assert response.status_code == 200
        cells = page.split('class="fx-table-scroll pub-cells"')[1]
        assert cells.count("<tr>") > 2


def test_a_link_shows_the_european_cells_of_its_divisions(visitor):
    page = text(visitor.get("/nordland/provenance/industry-space/", {"activity": "C24+C33"}))
    assert "sbs_r_nuts06_r2" in page
    assert "AT11" in page
    assert "Produksjon av metaller" in page


def test_the_weights_of_a_carry_are_folded_away_by_name(visitor):
    page = text(visitor.get("/nordland/provenance/industry-space/", {"activity": "C24+C33"}))
    sentence, folded = page.split("Alle vektene</summary>")[:2]
    assert "i Norge i 2015." in sentence
    assert "(47\xa0741)" in folded


@pytest.mark.parametrize("key", deeper_keys())
def test_the_files_of_every_page(visitor, key):
    table = visitor.get(f"/vestfold/analysis/{key}/table.csv")
    rows = list(csv.reader(table.content.decode("utf-8-sig").splitlines()))
    section = deeper_section("vestfold", key, lang="nb")
    assert len(rows) == len(section.table.rows) + 1
    for name, start in (("table.xlsx", b"PK"), ("figure.svg", b"<svg"), ("figure.png", b"\x89PNG")):
        content = visitor.get(f"/vestfold/analysis/{key}/{name}").content
        assert content.startswith(start)


def test_an_industry_can_be_chosen(visitor):
    page = text(visitor.get("/en/agder/analysis/related/", {"industry": "J62"}))
    assert "Computer programming" in re.sub(r"\s+", " ", page.split("<h1>")[1])[:400]
    assert 'value="J62" selected' in page


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/nordland/analysis/related/?industry=A03", "A03"),
        ("/nordland/analysis/options/?reward=beste", "beste"),
        ("/nordland/analysis/options/?period=1990", "1990"),
    ],
)
def test_what_cannot_be_used_is_answered_and_the_page_opens_all_the_same(visitor, address, said):
    response = visitor.get(address)
    assert response.status_code == 400
    assert said in text(response)
    assert text(response).count('class="fx-chart') == 2


@pytest.mark.requirement("R180", "R032", "R054")
def test_the_industry_space_is_filtered_by_source_and_agreement(visitor):
    page = text(visitor.get("/nordland/analysis/industry-space/?source=all&agreement=much"))
    assert "Alle tre sammen, med lik vekt (2015)" in page
    assert "source=all&amp;agreement=much" in page
    assert visitor.get("/nordland/analysis/industry-space/?source=luck").status_code == 400


def test_another_reward_keeps_its_way_through_the_links(visitor):
    page = text(visitor.get("/nordland/analysis/options/", {"reward": "value-added"}))
    assert "/nordland/analysis/options/table.csv?reward=value-added" in page
    assert "/nordland/provenance/options/?reward=value-added" in page


def test_a_doubt_can_be_sent_about_an_option(visitor):
    address = "/nordland/doubts/new/?figure=options&activity=C25-28"
    assert visitor.get(address).status_code == 200
    sent = visitor.post(
        address,
        {"text": "Vi har dette.", "name": "", "submission": "0b9e1c5e-7f4e-4f0e-9d8e-3f4c1a2b3c4d"},
    )
    assert sent.status_code == 302
    assert "Vi har dette." in text(visitor.get("/nordland/analysis/options/"))


# --- all pages in one file ----------------------------------------------------------------------


@pytest.mark.parametrize(("ending", "start"), [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_all_pages_come_in_one_file(visitor, nothing_kept, ending, start):
    response = visitor.get(f"/nn/troms/analysis.{ending}")
    assert response.status_code == 200
    assert response.content.startswith(start)
    assert f'filename="troms-analyse-nn.{ending}"' in response["Content-Disposition"]


@pytest.mark.parametrize("ending", ["docx", "pptx"])
def test_word_and_slides_are_made_by_the_worker(visitor, nothing_kept, ending):
    waiting = visitor.get(f"/agder/analysis.{ending}")
    assert waiting["Location"].startswith("/jobs/")
    Worker().work_once()
    ready = visitor.get(waiting["Location"], follow=True)
    assert ready.redirect_chain[-1][0] == f"/agder/analysis/file/{ending}/"
    assert visitor.get(f"/agder/analysis.{ending}").content.startswith(b"PK")


def test_the_pages_lead_to_the_file_and_the_profile_keeps_its_own(visitor):
    page = text(visitor.get("/agder/analysis/record/"))
    assert 'href="/agder/analysis.pdf"' in page
    assert "/agder/analysis.pdf" not in text(visitor.get("/agder/analysis/growth/"))


def test_the_record_s_table_has_how_right_a_way_was_apart_from_what_came(visitor):
    page = text(visitor.get("/agder/analysis/record/"))
    headings = [
        re.sub(r"<[^>]+>|[↕▲▼]", "", one) for one in re.findall(r"<th scope=.col.*?</th>", page)
    ]
    assert [one.strip() for one in headings] == [
        "Næring, eller måte å gjette på", "Treff, 0–1", "Intervall",
        "Nærhet 2009", "LQ 2009", "LQ 2019", "Kom",
    ]  # fmt: skip
    row = next(row for row in re.findall(r"<tr.*?</tr>", page, re.S) if "veier å undersøke" in row)
    cells = [re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<td.*?</td>", row, re.S)]
    assert cells[:2] == ["0,55", "0,40–0,69"]
    assert all("ikke aktuelt" in one for one in cells[2:])
    lines = visitor.get("/agder/analysis/record/table.csv").content.decode("utf-8-sig")
    first = next(csv.DictReader(line for line in lines.splitlines() if line[:1] != "#"))
    assert 0.5 < float(first["hit"]) < float(first["hit_high"]) < 0.7


def test_what_a_chart_leaves_out_stands_under_it_once_and_goes_along_in_its_file(visitor):
    page = text(visitor.get("/agder/analysis/options/"))
    under = re.search(r"<figcaption.*?</figcaption>", page, re.S)[0]
    assert "Forutsier hvor næringer oppstår, ikke virkningen av politikk" in under
    assert "dekker ikke disse" in under
    assert page.count("dekker ikke disse") == 1
    picture = visitor.get("/agder/analysis/options/figure.svg").content.decode()
    assert "ikke virkningen av politikk" in picture
    assert "Undervisning" in picture


def test_a_page_a_county_has_not_is_answered_in_plain_words(visitor):
    answer = visitor.get("/agder/analysis/nonsense/")
    assert answer.status_code == 404
    assert "Agder har ingen side «nonsense»" in text(answer)
    assert "industry-space" not in text(answer)


def test_a_file_of_another_kind_is_refused(visitor):
    assert visitor.get("/agder/analysis.exe").status_code == 404


def test_every_industry_of_the_picture_opens_what_is_related_to_it(visitor):
    page = text(visitor.get("/nordland/analysis/industry-space/?period=2015"))
    nodes = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)"', page)
    assert len(nodes) == 2 * len(space())  # a wide and a narrow drawing
    address = next(address for address, name in nodes if name == "Bygge- og anleggsvirksomhet")
    opened = visitor.get(address.replace("&amp;", "&"))
    assert opened.status_code == 200
    assert "2015" in opened.request["QUERY_STRING"]
