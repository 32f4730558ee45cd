"""From a point of the options diagram to a way to look into, in one click."""

import html
import re

import pytest

from fortrinn.web.analysis.models import Option
from fortrinn.web.datasets.services import load_reference
from fortrinn.web.records.models import Link
from fortrinn.web.strategies.roles import Role

PAGE = "/nordland/analysis/options/"
TAKEN = {
    "county": "nordland",
    "activity": "C31-32",
    "reference": "norway",
    "period": "2019",
    "threshold": "1,0",
    "reward": "",
}


@pytest.fixture
def workspace(workspace):
    load_reference()
    return workspace


def text(response):
    return html.unescape(response.content.decode())


def take(workspace, role="analyst", **change):
    address = workspace.url("analysis/options/")
    return workspace.client(role).post(address, TAKEN | change)


@pytest.mark.requirement("R179", "R198")
def test_a_row_of_the_diagram_becomes_a_way_to_look_into_in_one_click(workspace):
    page = text(workspace.client("analyst").get(PAGE))
    assert f'action="{workspace.url("analysis/options/")}"' in page
    assert 'name="activity" value="C31-32"' in page
    response = take(workspace)
    option = Option.objects.get()
    assert response["Location"] == option.get_absolute_url()
    assert option.title == "Produksjon av møbler og annen industriproduksjon"
    assert option.status == "open"
    shown = dict(option.shown)
    assert shown["Nærhet"].endswith("%")
    page = text(workspace.client("analyst").get(option.get_absolute_url()))
    assert "ikke virkningen av politikk" in page
    assert "Ingen har sagt hvorfor ennå." in page


def test_the_thread_of_a_way_leads_to_the_tables_it_was_read_from(workspace):
    take(workspace)
    keys = {link.target.as_kind().key for link in Link.objects.filter(source=Option.objects.get())}
    assert keys == {"accounts", "nuts2_employment"}


def test_the_same_industry_is_taken_up_once(workspace):
    first, again = take(workspace), take(workspace)
    assert first["Location"] == again["Location"]
    assert Option.objects.count() == 1


def test_a_withheld_industry_is_taken_up_with_words_and_no_figure(workspace):
    take(workspace, activity="H53")
    shown = dict(Option.objects.get().shown)
    assert shown["Sysselsatte her"] == "vises ikke (konfidensielt)"


def test_somebody_may_add_what_no_figure_shows(workspace):
    response = workspace.client("editor").post(
        workspace.url("options/new/"),
        {"title": "Levende krabbe", "why": "Kari har kunder.", "against": "", "version": "0"}
        | {"status": "open", "language": "nb"},
    )
    option = Option.objects.get()
    assert response["Location"] == option.get_absolute_url()
    assert "Tallene den er tatt fra" not in text(
        workspace.client("editor").get(option.get_absolute_url())
    )


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"activity": "Q99"}, 404),
        ({"county": "troms"}, 404),
        ({"county": ""}, 404),
        ({"period": "1990"}, 400),
        ({"threshold": "mye"}, 400),
    ],
)
def test_what_is_not_there_is_not_taken_up(workspace, change, status):
    assert take(workspace, **change).status_code == status
    assert not Option.objects.exists()


@pytest.mark.parametrize("role", list(Role))
def test_only_who_writes_takes_up(workspace, role):
    may = role in {"owner", "process_leader", "analyst", "editor", "case_worker", "facilitator"}
    assert take(workspace, role).status_code == (302 if may else 403)
    assert ("/analysis/options/" in forms(workspace.client(role).get(PAGE))) is may


def test_a_visitor_sees_no_button(workspace):
    response = workspace.client("anonymous").get(PAGE)
    assert "analysis/options/" not in forms(response)


def test_every_point_of_the_diagram_opens_its_row(workspace):
    page = text(workspace.client("anonymous").get(f"{PAGE}?period=2015"))
    points = re.findall(r'<a href="([^"]+)" aria-label="([^"]+)"', page)
    rows = set(
        re.findall(r'<th scope="row"><a class="ds-link" data-color="neutral" href="([^"]+)"', page)
    )
    assert len(points) >= 2 * 10  # a wide and a narrow drawing
    assert {address for address, _name in points} <= rows


def forms(response):
    return " ".join(re.findall(r'<form method="post" action="([^"]+)"', text(response)))
