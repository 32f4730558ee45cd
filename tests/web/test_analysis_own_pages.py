"""Input–output, job moves and competence: open once a table is brought, and only then."""

import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fortrinn.web.datasets.models import Dataset
from fortrinn.web.strategies.roles import Role

# Miller & Blair (2009), the two-sector table of chapter 2.
TEXTBOOK = (
    "selger;kjøper;kroner\n1;1;150\n1;2;500\n2;1;200\n2;2;100\n1;output;1000\n2;output;2000\n"
)
# Fitjar & Timmermans: the worked flows of skill relatedness, with moves within an industry.
MOVES = "fra;til;antall\na;a;50\na;b;30\na;c;10\nb;a;20\nb;c;5\nc;a;10\nc;b;15\n"
ACCOUNTS = (
    "selger;kjøper;kroner\nA03;C10-12;300\nC10-12;A03;100\nD35;C10-12;50\nH49-52;C10-12;80\n"
    "C10-12;C10-12;20\nA03;output;1000\nC10-12;output;900\nD35;output;700\nH49-52;output;600\n"
    "A03;A03;10\nD35;D35;30\nH49-52;H49-52;5\nD35;A03;40\nA03;D35;0\nA03;H49-52;0\n"
)
HELD = "fylke;utdanning;personer\n18;fagbrev;600\n18;master;400\n55;fagbrev;500\n55;master;500\n"
PROFILE = (
    "næring;utdanning;personer\nA03;fagbrev;80\nA03;master;20\nC10-12;fagbrev;50\n"
    "C10-12;master;50\n"
)
PAGES = ("input-output", "flows", "competence", "expectations")
# Six answers about the university, five about the county, two about a bank.
SURVEY = "svar;partner;forventet;opplevd\n" + "".join(
    f"{i};{partner};{hoped};{met}\n"
    for i, (partner, hoped, met) in enumerate(
        [("Universitetet", 5, 3)] * 3
        + [("Universitetet", 4, 3)] * 3
        + [("Fylkeskommunen", 3, 3), ("Fylkeskommunen", 3, 4)] * 2
        + [("Fylkeskommunen", 2, "")]
        + [("Fylkeskommunen", 4, 4)]
        + [("Banken", 5, 1)] * 2
    )
)


@pytest.fixture(autouse=True)
def _data(settings, tmp_path):
    settings.DATA = tmp_path


def text(response):
    return html.unescape(response.content.decode())


def visible(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(response))).replace("\xa0", " ")


def bring(workspace, content, title, **said):
    """Through the pages: upload the file, say what its columns are, keep it."""
    client = workspace.client("analyst")
    file = SimpleUploadedFile("tabell.csv", content.encode())
    sent = client.post(workspace.url("datasets/new/"), {"file": file, "title": title})
    columns = {"quantity": "amount", "rounding": "0", "decimal": "", "do": "keep"} | said
    answer = client.post(sent["Location"], columns)
    assert answer.status_code == 302, visible(answer)
    return Dataset.objects.get(title=title)


def bring_table(workspace, content=TEXTBOOK, title="Kryssløp"):
    return bring(workspace, content, title, activity="selger", others=["kjøper"], value="kroner")


def page_of(workspace, key, query="", who="analyst"):
    return workspace.client(who).get(workspace.url(f"analysis/own/{key}/{query}"))


@pytest.mark.parametrize("key", PAGES)
def test_without_a_table_a_page_says_which_would_open_it_and_is_in_no_menu(workspace, key):
    page = page_of(workspace, key)
    assert page.status_code == 200
    assert "Siden kan brukes når dere tar inn en tabell" in visible(page)
    assert f"analysis/own/{key}/" not in text(
        workspace.client("analyst").get(workspace.url("analysis/"))
    )


@pytest.mark.requirement("R177")
def test_a_textbook_table_has_the_textbook_s_multipliers(workspace):
    bring_table(workspace)
    page = visible(page_of(workspace, "input-output"))
    # L = [[1.2541, 0.3300], [0.2640, 1.1221]]: columns sum to 1.52 and 1.45.
    assert "1,52" in page
    assert "1,45" in page
    assert "Del hvert kjøp" not in page
    menu = text(workspace.client("analyst").get(workspace.url("analysis/")))
    assert "analysis/own/input-output/" in menu


def test_an_industry_that_makes_nothing_stands_without_figures_beside_the_others(workspace):
    closed = "3;1;0\n1;3;0\n3;output;0\n"
    bring_table(workspace, TEXTBOOK + closed)
    page = text(page_of(workspace, "input-output"))
    assert "1,52" in page
    row = next(
        row for row in re.findall(r"<tr.*?</tr>", page, re.S) if "produserer ingenting" in row
    )
    assert row.count('<span class="ds-sr-only"> ikke aktuelt</span>') >= 3
    assert "nan" not in page


def test_an_industry_that_buys_for_more_than_it_makes_is_named(workspace):
    bring_table(workspace)
    assert "Kjøper for mer enn den produserer" not in visible(page_of(workspace, "input-output"))
    strange = "selger;kjøper;kroner\na;b;400\nb;a;50\na;output;1000\nb;output;300\n"
    bring_table(workspace, strange, "Rart")
    page = visible(page_of(workspace, "input-output", "?table=rart"))
    assert "Kjøper for mer enn den produserer" in page
    assert "kan gjøre: «b»." in page


def test_the_suppliers_of_an_industry_stand_beside_what_the_county_has(workspace):
    bring_table(workspace, ACCOUNTS)
    page = visible(page_of(workspace, "input-output", "?industry=C10-12"))
    assert "Fiske, fangst og akvakultur" in page
    assert "4,76" in page
    assert "Modellert, ikke observert" in page
    withheld = next(
        row
        for row in re.findall(
            r"<tr.*?</tr>", text(page_of(workspace, "input-output", "?industry=C10-12")), re.S
        )
        if "Transport utenom" in row
    )
    assert "vises ikke (konfidensielt)" in withheld


def test_a_table_without_output_is_answered_with_what_to_do(workspace):
    bring_table(workspace, "selger;kjøper;kroner\n1;1;150\n1;2;500\n2;1;200\n2;2;100\n")
    page = page_of(workspace, "input-output")
    assert page.status_code == 400
    assert "hva hver næring produserer i alt" in visible(page)


def test_kroner_are_no_job_moves(workspace):
    bring_table(workspace)
    assert "Siden kan brukes når dere tar inn en tabell" in visible(page_of(workspace, "flows"))
    menu = text(workspace.client("analyst").get(workspace.url("analysis/")))
    assert "analysis/own/flows/" not in menu
    assert "analysis/own/mobility/" not in menu


def test_moves_that_all_stay_within_an_industry_say_nothing_and_that_is_said(workspace):
    columns = {"activity": "fra", "others": ["til"], "value": "antall", "quantity": "count"}
    bring(workspace, "fra;til;antall\na;a;50\nb;b;20\n", "Bytter", **columns)
    page = page_of(workspace, "flows")
    assert page.status_code == 400
    assert "Ingen i denne tabellen går fra én næring til en annen" in visible(page)


def test_industries_and_educations_stand_behind_moves_between_industries(workspace):
    counted = {"value": "antall", "quantity": "count"}
    bring(workspace, MOVES, "Bytter", activity="fra", others=["til"], **counted)
    columns = {"activity": "næring", "others": ["utdanning"], "value": "personer"}
    bring(workspace, PROFILE, "Profil", quantity="count", **columns)
    for key in ("flows", "mobility"):
        page = text(page_of(workspace, key))
        assert "Kilde: Bytter, versjon 1" in page, key
        assert "fagbrev" not in page


@pytest.mark.parametrize("order", [("Bytter", "Profil"), ("Profil", "Bytter")])
def test_competence_opens_with_industries_by_education_whatever_else_is_there(workspace, order):
    counted = {"value": "antall", "quantity": "count", "period": "år"}
    columns = {"activity": "næring", "others": ["utdanning"], "value": "personer"}
    bring(workspace, HELD, "Utdanning", region="fylke", activity="utdanning", value="personer")
    for title in order:
        if title == "Bytter":  # of which the last year alone looks like two sorts of names
            bring(workspace, YEARLY, title, activity="fra", others=["til"], **counted)
        else:
            bring(workspace, PROFILE, title, quantity="count", **columns)
    assert "60,0 %" in visible(page_of(workspace, "competence"))


def test_moves_give_the_worked_skill_relatedness(workspace):
    bring(
        workspace,
        MOVES,
        "Jobbskifter",
        activity="fra",
        others=["til"],
        value="antall",
        quantity="count",
    )
    page = visible(page_of(workspace, "flows"))
    assert "0,31" in page
    assert "50 av 140 bytter" in page
    assert "Mellom 3 av 3 par" in page
    assert "for 1 av dem kan det neppe være tilfeldig" in page  # the others: 12 and 24 per cent
    assert page.count("kan ikke sies") == 2
    rows = workspace.client("analyst").get(workspace.url("analysis/own/flows/table.csv"))
    lines = rows.content.decode().splitlines()[1:]
    assert len(lines) == 3
    assert all("Kilde: Jobbskifter, 20" in line for line in lines)
    assert "Leste tabellen Jobbskifter slik dere tok den inn" in page
    assert "publisert" not in page


@pytest.mark.requirement("R181", "R188")
def test_competence_held_stands_beside_competence_needed(workspace):
    bring(workspace, HELD, "Utdanning", region="fylke", activity="utdanning", value="personer")
    assert "Siden kan brukes" in visible(page_of(workspace, "competence"))
    bring(
        workspace,
        PROFILE,
        "Næring og utdanning",
        activity="næring",
        others=["utdanning"],
        value="personer",
    )
    page = visible(page_of(workspace, "competence"))
    assert "60,0 %" in page
    assert "fagbrev" in page


def test_where_nobody_is_counted_with_an_education_nothing_is_compared(workspace):
    none = HELD.replace("18;fagbrev;600", "18;fagbrev;0").replace("18;master;400", "18;master;0")
    columns = {"activity": "næring", "others": ["utdanning"], "value": "personer"}
    bring(workspace, none, "Utdanning", region="fylke", activity="utdanning", value="personer")
    bring(workspace, PROFILE, "Profil", **columns)
    page = visible(page_of(workspace, "competence"))
    assert "Det er altså ingenting å sammenligne" in page
    assert "nan" not in page


@pytest.mark.requirement("R213")
def test_pasted_answers_show_where_firms_met_less_than_they_expected(workspace):
    bring(
        workspace,
        SURVEY,
        "Undersøkelse",
        activity="partner",
        others=["svar"],
        figures=["opplevd", "forventet"],
        value="",
    )
    page = page_of(workspace, "expectations")
    rows = [visible_part(row) for row in re.findall(r"<tr.*?</tr>", text(page), re.S)]
    assert next(row for row in rows if "Universitetet" in row).startswith(
        "Universitetet 4,50 3,00 −1,50"
    )
    # The answer without an experience is left out: five are left, with a mean of 0.4 more.
    assert next(row for row in rows if "Fylkeskommunen" in row).startswith(
        "Fylkeskommunen 3,20 3,60 0,40"
    )
    assert "4,00" not in (bank := next(row for row in rows if "Banken" in row))
    assert "vises ikke (konfidensielt)" in bank
    assert "Svar på en skala fra 1 til 5." in visible(page)
    assert "møtte bedriftene minst hos Universitetet (−1,50)" in visible(page)
    assert "analysis/own/expectations/" in text(
        workspace.client("analyst").get(workspace.url("analysis/"))
    )
    turned = visible(page_of(workspace, "expectations", "?expected=opplevd"))
    assert "+1,50" in turned


def visible_part(part):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", part)).replace("\xa0", " ").strip()


@pytest.mark.parametrize("name", ["table.csv", "table.xlsx", "figure.svg", "figure.png"])
def test_the_files_of_a_page_and_none_of_what_is_not_for_publication(workspace, name):
    dataset = bring_table(workspace)
    address = workspace.url(f"analysis/own/input-output/{name}")
    assert workspace.client("analyst").get(address).status_code == 200
    Dataset.objects.filter(pk=dataset.pk).update(restricted=True)
    assert workspace.client("analyst").get(address).status_code == 403


@pytest.mark.parametrize("role", list(Role))
def test_only_who_sees_the_table_sees_what_is_made_of_it(workspace, role):
    bring_table(workspace)
    page = page_of(workspace, "input-output", who=role)
    sees = role in {
        "owner",
        "process_leader",
        "analyst",
        "editor",
        "case_worker",
        "facilitator",
        "assessor",
        "researcher",
    }
    assert ("1,52" in visible(page)) is sees


@pytest.mark.parametrize("lang", ["", "/nn", "/en"])
@pytest.mark.parametrize("key", PAGES)
def test_the_pages_are_in_every_language(workspace, key, lang):
    bring_table(workspace)
    moved = {"activity": "fra", "others": ["til"], "value": "antall"}
    bring(workspace, MOVES, "Jobbskifter", quantity="count", **moved)
    response = workspace.client("analyst").get(f"{lang}{workspace.url(f'analysis/own/{key}/')}")
    assert response.status_code in {200, 400}
    assert "{" not in visible(response).replace("{% ", "")


YEARLY = (
    "fra;til;år;antall\nFiske;Fiske;2022;40\nFiske;Havbruk;2022;30\nFiske;Verft;2022;10\n"
    "Fiske;Ledig;2022;20\nFiske;Verft;2023;:\nFiske;Havbruk;2023;20\nHavbruk;Fiske;2022;5\n"
    "Havbruk;Havbruk;2022;60\nVerft;Havbruk;2022;5\n"
)
PROJECTS = "prosjekt;næring;med\np1;a;1\np1;b;1\np2;a;1\np2;b;1\np3;c;1\np3;b;1\n"
PATENTS = "patent;næring;med\nq1;a;1\nq1;c;1\nq2;b;1\nq2;c;1\nq3;c;1\n"
# d only buys, which is no hindrance to how near the industries trade.
TRADE = "selger;kjøper;kroner\na;b;70\nb;a;10\nb;c;20\nc;a;5\na;d;5\nd;a;0\n"


@pytest.mark.requirement("R040")
def test_where_people_went_when_an_industry_shrank_and_who_found_work_again(workspace):
    columns = {"activity": "fra", "others": ["til"], "period": "år", "value": "antall"}
    bring(workspace, YEARLY, "Årlige bytter", quantity="count", **columns)
    page = visible(page_of(workspace, "mobility"))
    # Fishing lost most: 80 went elsewhere, 5 came. 100 of 120 known had work again.
    assert "I skiftene som vises, var det 75 flere som forlot Fiske enn som kom" in page
    assert (
        "Av skiftene som vises, førte 83 % til arbeid (76–89 %); for alle er det ikke kjent" in page
    )
    assert "Tall for enkelte år som ikke vises: 1." in page, (
        "a withheld figure is told, and in no sum"
    )
    assert "Fiske (−75 i skiftene som vises)" in page
    asked = visible(page_of(workspace, "mobility", "?industry=Verft&away=-"))
    assert "hvem som ikke fant noe, er ikke kjent" in asked
    assert (
        workspace.client("analyst")
        .get(workspace.url("analysis/own/mobility/table.csv"))
        .status_code
        == 200
    )


def test_an_industry_with_its_code_is_the_same_one_in_both_columns(workspace):
    """Only the first column can be parted in code and word: people without work have no code."""
    moves = "fra;til;antall\n03 Fiske;03 Fiske;50\n03 Fiske;10 Mat;30\n10 Mat;03 Fiske;20\n"
    moves += "10 Mat;uten arbeid;5\n"
    moved = {"activity": "fra", "others": ["til"], "value": "antall", "quantity": "count"}
    bring(workspace, moves, "Bytter", **moved)
    page = visible(page_of(workspace, "flows"))
    assert "50 av 100 bytter var innen samme næring" in page
    assert "03 Fiske" not in page
    bring_table(workspace)
    bought = page_of(workspace, "input-output")
    assert bought.status_code == 200, "the table with total output is chosen before the moves"


@pytest.mark.parametrize(("key", "chosen"), [("flows", "table"), ("combined", "moves")])
def test_being_without_work_is_no_industry_and_no_p_value_is_nought_or_one(workspace, key, chosen):
    moves = "fra;til;antall\na;b;900\nb;a;800\na;c;1\nc;b;2\nb;d;3\nc;d;700\nd;c;900\n"
    moves += "a;uten arbeid;40\nuten arbeid;c;30\n"
    columns = {"activity": "fra", "others": ["til"], "value": "antall", "quantity": "count"}
    bring(workspace, moves, "Bytter", **columns)
    bring_table(workspace, TRADE, "Handel")
    answer = page_of(workspace, key, f"?{chosen}=bytter&trade=handel")
    page = visible(answer)
    assert page.count("uten arbeid") == 1
    assert "«uten arbeid» er ingen næring, og er holdt utenfor" in page
    if key == "flows":
        written = text(answer)
        assert "< 0,0001" in written
        assert "> 0,9999" in written
        assert not re.search(r"\b[01],0000\b", written)


def test_what_people_know_is_a_source_of_its_own_and_says_what_the_figures_do_not_see(workspace):
    moves = {"activity": "fra", "others": ["til"], "value": "antall", "quantity": "count"}
    bring(workspace, MOVES, "Bytter", **moves)
    # b and c are the least related by moves; of a and c nobody has said anything.
    said = "næring;og;står inne for\nb;c;0,9\na;b;0,2\n"
    link = {"activity": "næring", "others": ["og"], "value": "står inne for"}
    bring(workspace, said, "Folk", **link)
    page = page_of(workspace, "combined", "?moves=bytter&people=folk&people_weight=3")
    words = visible(page)
    assert "vektet jobbskifter 25 % og det folk vet 75 %" in words
    assert "Koblinger folk står inne for og tallene ikke ser: b – c." in words
    unsaid = [r for r in re.findall(r"<tr.*?</tr>", text(page), re.S) if "mangler i kilden" in r]
    assert len(unsaid) == 1, "what nobody spoke of is not taken for no"
    bring(workspace, said.replace("0,9", "90"), "Prosent", **link)
    refused = page_of(workspace, "combined", "?moves=bytter&people=prosent")
    assert refused.status_code == 400
    assert "fra 0 (ingen) til 1 (alle)" in visible(refused)


def test_sources_without_an_industry_in_common_are_answered_with_what_to_do(workspace):
    moves = {"activity": "fra", "others": ["til"], "value": "antall", "quantity": "count"}
    bring(workspace, MOVES, "Bytter", **moves)
    heading, _, rows = TRADE.partition("\n")
    other = rows.translate(str.maketrans("abcd", "wxyz"))
    bring_table(workspace, f"{heading}\n{other}", "Handel")
    page = page_of(workspace, "combined", "?moves=bytter&trade=handel")
    assert page.status_code == 400
    assert "Bruk de samme navnene eller kodene i alle" in visible(page)


@pytest.mark.requirement("R055")
def test_four_sources_of_relatedness_stand_together_with_how_far_they_agree(workspace):
    moves = {"activity": "fra", "others": ["til"], "value": "antall", "quantity": "count"}
    member = {"activity": "næring", "value": "med", "quantity": "count"}
    bring(workspace, MOVES, "Bytter", **moves)
    bring(workspace, PROJECTS, "Prosjekter", others=["prosjekt"], **member)
    bring(workspace, PATENTS, "Patenter", others=["patent"], **member)
    bring_table(workspace, TRADE, "Handel")
    assert "Velg minst to tabeller" in visible(page_of(workspace, "combined"))
    chosen = "?moves=bytter&projects=prosjekter&patents=patenter&trade=handel"
    page = visible(page_of(workspace, "combined", chosen))
    assert "4 kilder, hver med vekten 25 %" in page
    for heading in ("Etter jobbskifter", "Etter prosjekter", "Etter patenter", "Etter handel"):
        assert heading in page
    assert "Enighet, 0–1" in page
    bring_table(workspace, TRADE.replace("b;c;20", "b;c;:"), "Handel med hull")
    refused = visible(page_of(workspace, "combined", "?moves=bytter&trade=handel-med-hull"))
    assert "«Handel med hull» har 1 tall som ikke vises" in refused, "withheld is never nothing"
    doubled = visible(page_of(workspace, "combined", f"{chosen}&moves_weight=3"))
    assert "4 kilder, vektet jobbskifter 50 %, prosjekter 17 %, patenter 17 %" in doubled
    assert "Jobbskifter teller" in doubled
    rows = re.findall(r"<tr.*?</tr>", text(page_of(workspace, "combined", chosen)), re.S)
    assert any(re.search(r">(jobbskifter|prosjekter|patenter|handel)<", row) for row in rows[1:])
    odd = visible(page_of(workspace, "combined", f"{chosen}&moves_weight=mye"))
    assert "«mye» er ikke blant valgene" in odd
    two = visible(page_of(workspace, "combined", "?moves=bytter&trade=handel"))
    assert "2 kilder, hver med vekten 50 %" in two
    assert "Etter patenter" not in two
