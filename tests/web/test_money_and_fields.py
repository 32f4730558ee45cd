"""Money, the three fields together, the sort of region, and what goes on after adoption."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from fortrinn.content.funding import funding_offers
from fortrinn.content.region_types import region_types
from fortrinn.web.implementation.models import FundingSource
from fortrinn.web.records.models import LinkType
from fortrinn.web.records.services import link_records
from fortrinn.web.strategies.models import Strategy
from organised import make, text, visible


def main(response):
    return visible(response).split("Hopp til innhold")[-1]


@pytest.mark.requirement("R005")
def test_business_innovation_and_skills_stand_together_and_an_empty_field_is_no_error(workspace):
    goal = make(workspace, "goal", "Flere fagfolk")
    priority = make(workspace, "priority", "Levende krabbe")
    editor, address = workspace.client("editor"), workspace.url("fields/")
    page = main(editor.get(address))
    assert page.count("Ingenting her ennå. Det kan være meningen, eller glemt") == 3
    ticked = {f"was-{goal.pk}": "", f"field-{goal.pk}": ["competence", "business"]}
    ticked |= {f"was-{priority.pk}": "", f"field-{priority.pk}": ["business", "nonsense"]}
    page = visible(editor.post(address, ticked, follow=True))
    assert page.count("Ingenting her ennå") == 1, "nobody has said anything of innovation"
    assert "2 er sortert på nytt" in page
    listed = text(editor.get(workspace.url("goals/?tag=field:competence")))
    assert "Flere fagfolk" in listed
    editor.post(address, {f"was-{goal.pk}": "competence", f"field-{goal.pk}": []})
    kept = {on.tag.code for on in goal.tagged.filter(withdrawn_at=None)}
    assert kept == {"business"}, "what was not on the page that was sent is left as it is"
    assert workspace.client("observer").post(address, ticked).status_code == 403


@pytest.mark.requirement("R062")
def test_what_is_set_aside_is_added_up_and_the_unknown_is_never_zero(workspace):
    editor = workspace.client("editor")
    typed = {"purpose": "research", "year": 2027, "level": "own", "language": "nb", "version": 0}
    for title, amount, status in (
        ("Budsjettet", "12000000", "set_aside"),
        ("Fondet", "", "set_aside"),
        ("Søknaden", "900000", "applied"),
    ):
        sent = typed | {"title": title, "amount": amount, "status": status}
        assert editor.post(workspace.url("funding-sources/new/"), sent).status_code == 302
    unknown = FundingSource.objects.get(title="Fondet")
    assert "Det regnes som ukjent, ikke som ingenting" in visible(
        editor.get(unknown.get_absolute_url())
    )
    priority = make(workspace, "priority", "Levende krabbe")
    page = visible(editor.get(workspace.url("implementation/")))
    assert re.search(r"2027\s+12 000 000\s+1 ukjent", page)
    assert "900 000" not in page, "what is only applied for is not set aside"
    assert "Ingen kilde er knyttet til den" in page
    by = workspace.leader
    link_records(source=priority, target=unknown, type=LinkType.RELATES_TO, by=by)
    page = visible(editor.get(workspace.url("implementation/")))
    assert "For 1 kilde har ingen sagt hvor mye" in page
    asked = visible(editor.get(workspace.url("prioritising/conditions/")))
    assert "2027: 12 000 000 kroner. Beløp som ikke er kjent ved siden av: 1." in asked


@pytest.mark.requirement("R067")
def test_known_sources_say_whether_norway_may_use_them_and_become_our_own_to_change(workspace):
    editor, address = workspace.client("editor"), workspace.url("implementation/offered/")
    page = visible(editor.get(address))
    assert "Det europeiske fondet for regionalutvikling (ERDF)" in page
    assert "Ikke åpen for Norge" in page
    assert "Velg minst én" in visible(editor.post(address, {}))
    editor.post(address, {"keys": ["interreg", "erdf"]})
    interreg = FundingSource.objects.get(title="Interreg")
    assert (interreg.amount, interreg.year, interreg.use) == (None, None, "together")
    assert "Bare sammen med partnere i utlandet" in visible(editor.get(interreg.get_absolute_url()))
    assert "offer-interreg" not in text(editor.get(address)), "what is in the list is not offered"
    sent = {"title": "Interreg Aurora", "version": 1, "language": "nb", "status": "possible"}
    assert editor.post(f"{interreg.get_absolute_url()}edit/", sent).status_code == 302
    assert "Interreg Aurora" in text(editor.get(workspace.url("funding-sources/")))


def test_the_same_sources_and_types_stand_in_every_language():
    for lang in ("nn", "en"):
        assert [one.key for one in funding_offers(lang)] == [one.key for one in funding_offers()]
        for here, there in zip(region_types(lang), region_types(), strict=True):
            assert (here.key, set(here.texts)) == (there.key, set(there.texts))


@pytest.mark.requirement("R068")
def test_the_sort_of_region_decides_which_advice_stands_on_the_elements_pages(workspace):
    editor = workspace.client("editor")
    resources = region_types()[0].texts
    pages = {
        "organising": "organising/",
        "analysis": "analysis/",
        "vision": "vision/",
        "priorities": "prioritising/",
        "implementation": "implementation/",
        "learning": "questions/learning/",
    }
    assert "I regioner som denne" not in text(editor.get(workspace.url("vision/")))
    said = {"types": ["resources", "sparse"], "because": "Fisk og fjell"}
    facts = visible(editor.post(workspace.url("facts/region/"), said, follow=True))
    assert "Lever av naturressurser Fisk og fjell" in facts
    for element, address in pages.items():
        assert resources[element] in visible(editor.get(workspace.url(address))), element
    editor.post(workspace.url("facts/region/"), {"types": ["sparse"]})
    assert resources["vision"] not in visible(editor.get(workspace.url("vision/")))
    assert "Lever av naturressurser tidligere" in visible(editor.get(workspace.url("facts/")))


@pytest.mark.requirement("R117")
def test_after_adoption_the_home_shows_what_goes_on(workspace):
    tomorrow = timezone.localdate() + timedelta(days=1)
    make(workspace, "discovery", "Tang i brød")
    make(workspace, "priority", "Levende krabbe", status="adopted", review=tomorrow)
    make(workspace, "answer", "Hva er vårt bidrag?", revisit_on=date(2020, 5, 17))
    make(workspace, "arena", "Årssamlingen", starts=timezone.now() + timedelta(days=30))
    make(workspace, "arena", "I fjor", starts=timezone.now() - timedelta(days=300))
    editor = workspace.client("editor")
    assert "Vedtatt, og fortsatt i gang" not in visible(editor.get(workspace.url()))
    Strategy.objects.filter(pk=workspace.strategy.pk).update(status="adopted")
    page = visible(editor.get(workspace.url())).split("Vedtatt, og fortsatt i gang")[1]
    page = page.split("De seks elementene")[0]
    assert "1 oppdagelse er åpen" in page
    for title in ("Levende krabbe", "Hva er vårt bidrag?", "Årssamlingen"):
        assert title in page
    assert "dagen er forbi" in page, "what should have been asked again stands first"
    assert "I fjor" not in page
