"""Analyses we order and own, earlier ones, and registers where statistics end."""

import pytest

from fortrinn.web.analysis.models import AnalysisOrder, EarlierAnalysis, RegisterEntry
from fortrinn.web.records.models import Link

ORDER = {
    "title": "Hva kjøper industrien lokalt?",
    "wanted": "Hvilke leverandører finnes, og hva mangler?",
    "way": "buy",
    "due": "2027-03-01",
    "supplier": "Nordlandsforskning",
    "asked_abroad": "Umeå universitet og University of Utrecht ble spurt.",
    "data_delivered": "on",
    "data_owner": "Fylkeskommunen",
    "handed_over": "",
    "status": "under_way",
    "language": "nb",
    "version": "0",
}


@pytest.mark.requirement("R208", "R209", "R210", "R211")
def test_an_analysis_is_ordered_from_the_record_it_came_from(workspace):
    note = workspace.note("Verksted i Mosjøen")
    client = workspace.client("editor")
    page = client.get(note.get_absolute_url()).content.decode()
    address = f"{workspace.url('orders/new/')}?about={note.uid}"
    assert address in page
    answer = client.post(address, ORDER)
    order = AnalysisOrder.objects.get()
    assert answer["Location"] == order.get_absolute_url()
    link = Link.objects.get(source_id=order.pk)
    assert (link.target_id, link.type) == (note.pk, "came_from")
    assert (order.way, order.data_delivered, order.method_delivered) == ("buy", True, False)
    shown = client.get(order.get_absolute_url()).content.decode()
    for words in ("Nordlandsforskning", "University of Utrecht", "1. mars 2027"):
        assert words in shown


@pytest.mark.requirement("R208")
def test_an_analysis_is_ordered_from_a_question_nobody_has_begun(workspace):
    client = workspace.client("editor")
    page = client.get(workspace.url("questions/analysis/local-suppliers/"))
    address = f"{workspace.url('orders/new/')}?question=local-suppliers"
    assert address in page.content.decode()
    client.post(address, ORDER)
    order = AnalysisOrder.objects.get()
    link = Link.objects.get(source_id=order.pk, type="came_from")
    assert link.target.kind == "answer"
    assert link.target.slug == "local-suppliers"


def test_a_record_one_does_not_see_is_not_tied(workspace):
    theirs = workspace.note("Hemmelig", strategy=workspace.other, by=workspace.stranger)
    client = workspace.client("editor")
    page = client.get(f"{workspace.url('orders/new/')}?about={theirs.uid}").content.decode()
    assert "Hemmelig" not in page
    client.post(f"{workspace.url('orders/new/')}?about={theirs.uid}", ORDER)
    assert not Link.objects.exists()


@pytest.mark.requirement("R170")
def test_an_earlier_analysis_is_registered_with_what_it_taught(workspace):
    said = {"title": "Evaluering 2019", "learnt": "Involver bedriftene tidligere.",
            "made_by": "Oxford Research", "still_holds": "", "year": "2019",
            "address": "https://example.org/rapport", "language": "nb", "version": "0"}  # fmt: skip
    client = workspace.client("editor")
    client.post(workspace.url("earlier-analyses/new/"), said)
    record = EarlierAnalysis.objects.get()
    shown = client.get(record.get_absolute_url()).content.decode()
    assert "Involver bedriftene tidligere." in shown
    assert 'href="https://example.org/rapport"' in shown


@pytest.mark.requirement("R175", "R176", "R184", "R190", "R192")
@pytest.mark.parametrize(
    "register", ["resource", "headquarters", "value_chain", "milieu", "course"]
)
def test_what_statistics_do_not_tell_is_kept_in_a_register(workspace, register):
    said = {"title": "Kaldt, rent vann", "register": register, "place": "Saltfjorden",
            "describes": "Brukes i oppdrett.", "who": "", "possible": "", "source": "",
            "language": "nb", "version": "0"}  # fmt: skip
    client = workspace.client("editor")
    client.post(workspace.url("registers/new/"), said)
    record = RegisterEntry.objects.get()
    assert record.register == register
    assert "Saltfjorden" in client.get(record.get_absolute_url()).content.decode()
