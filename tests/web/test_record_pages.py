"""The pages of a record, as an editor, a reader and a stranger meet them."""

import pytest
from django.urls import reverse

from fortrinn.web.records import services
from fortrinn.web.records.models import Comment, Link, Record

PROBE = '<script>alert("x")</script><img src=x onerror=alert(1)>'
RTL_AND_EMOJI = "שלום עולם 🦀 \u202e prøve"


@pytest.fixture
def note(workspace):
    return workspace.note()


def post(workspace, who, url, **data):
    return workspace.client(who).post(url, data)


def text(response):
    return response.content.decode()


def test_an_editor_makes_a_record(workspace):
    response = post(
        workspace,
        "editor",
        workspace.url("notes/new/"),
        title="Tang og tare",
        status="open",
        language="nb",
        version=0,
    )
    assert response["Location"] == workspace.url("notes/tang-og-tare/")
    assert Record.objects.get(slug="tang-og-tare").created_by == workspace.people["editor"]


def test_only_declared_fields_are_taken(workspace):
    post(
        workspace,
        "editor",
        workspace.url("notes/new/"),
        title="Tang",
        status="open",
        language="nb",
        version=0,
        visibility="public",
        kind="finding",
        removed_because="nei",
    )
    record = Record.objects.get(title="Tang")
    assert (record.visibility, record.kind) == ("working_group", "note")


def test_nobody_from_outside_can_be_made_owner(workspace):
    typed = {"title": "Tang", "status": "open", "language": "nb", "version": 0}
    refused = post(
        workspace, "editor", workspace.url("notes/new/"), owner=workspace.stranger.uid, **typed
    )
    assert refused.status_code == 200
    analyst = workspace.people["analyst"]
    post(workspace, "editor", workspace.url("notes/new/"), owner=analyst.uid, **typed)
    assert Record.objects.get(title="Tang").owner == analyst


def test_owner_case_and_journal_entry_are_folded_into_every_form_and_stand_in_the_history(
    workspace, note
):
    url = f"{note.get_absolute_url()}edit/"
    assert "Sak i arkivet" in text(workspace.client("editor").get(url))
    typed = {"title": note.title, "status": "open", "language": "nb", "version": 1}
    typed |= {"owner": workspace.people["analyst"].uid, "case_reference": "26/1234"}
    post(workspace, "editor", url, **typed)
    page = text(workspace.client("editor").get(note.get_absolute_url()))
    assert "26/1234" in page
    assert workspace.people["analyst"].name in page
    history = text(workspace.client("editor").get(f"{note.get_absolute_url()}history/"))
    assert f"<ins>{workspace.people['analyst'].name}</ins>" in history
    without = {"title": "Uten eier", "status": "open", "language": "nb", "version": 2}
    post(workspace, "editor", url, **without)
    note.refresh_from_db()
    assert note.owner == workspace.people["analyst"], "a field that was not sent is left alone"


def test_a_form_that_is_refused_keeps_what_was_typed(workspace):
    response = post(workspace, "editor", workspace.url("notes/new/"), title="Tang", status="x")
    assert response.status_code == 200
    assert 'value="Tang"' in text(response)
    assert "ds-error-summary" in text(response)


def test_what_is_written_while_somebody_removes_the_record_comes_back_with_it(workspace, note):
    url = f"{note.get_absolute_url()}edit/"
    services.remove_record(record=note, by=workspace.leader, reason="Dobbelt opp")
    typed = {"title": "Mitt lange svar", "status": "open", "language": "nb", "version": 1}
    saved = post(workspace, "editor", url, **typed)
    page = text(workspace.client("editor").get(saved["Location"]))
    for words in ("ble fjernet mens du skrev", "Mitt lange svar", "Dobbelt opp"):
        assert words in page
    assert workspace.client("editor").get(url).status_code == 302


def test_two_people_edit_and_the_second_sees_both_texts(workspace, note):
    url = f"{note.get_absolute_url()}edit/"
    first = {"title": "Anne skrev dette", "status": "open", "language": "nb", "version": 1}
    saved = post(workspace, "editor", url, **first)
    assert saved.status_code == 302
    second = first | {"title": "Per skrev dette", "reason": "Rettet"}
    conflict = post(workspace, "analyst", url, **second)
    assert conflict.status_code == 409
    page = text(conflict)
    assert "Anne" in page
    assert 'value="Per skrev dette"' in page
    assert 'value="Rettet"' in page
    assert Record.objects.get(pk=note.pk).title == "Anne skrev dette"
    again = post(workspace, "analyst", url, **second | {"version": 2})
    assert again.status_code == 302
    record = Record.objects.get(pk=note.pk)
    assert (record.title, record.version) == ("Per skrev dette", 3)
    kept = set(record.revisions.values_list("data__title", flat=True))
    assert kept == {"Levende krabbe", "Anne skrev dette", "Per skrev dette"}


def test_a_form_opened_at_an_old_address_is_saved(workspace, note):
    old = f"{note.get_absolute_url()}edit/"
    services.edit_record(record=note, by=workspace.leader, version=1, title="Nytt navn")
    response = post(workspace, "editor", old, title="Mitt", status="open", language="nb", version=2)
    assert response.status_code == 302
    assert Record.objects.get(pk=note.pk).title == "Mitt"


def test_history_shows_what_went_and_what_came(workspace, note):
    services.edit_record(
        record=note, by=workspace.leader, version=1, title="Levende reke", reason="Det var reke"
    )
    page = text(workspace.client("analyst").get(f"{note.get_absolute_url()}history/"))
    assert "<del>krabbe</del>" in page
    assert "<ins>reke</ins>" in page
    assert "Det var reke" in page


def test_one_goes_back_to_an_earlier_version(workspace, note):
    services.edit_record(record=note, by=workspace.leader, version=1, title="Feil")
    url = f"{Record.objects.get(pk=note.pk).get_absolute_url()}history/1/"
    assert "krabbe" in text(workspace.client("editor").get(url))
    assert post(workspace, "editor", url).status_code == 302
    record = Record.objects.get(pk=note.pk)
    assert (record.title, record.version) == ("Levende krabbe", 3)


def test_discussion(workspace, note):
    services.set_visibility(record=note, to="participants", by=workspace.leader, version=1)
    url = f"{note.get_absolute_url()}comments/"
    said = post(workspace, "politician", url, kind="doubt", text="Gjelder dette hele fylket?")
    assert said.status_code == 302
    page = text(workspace.client("observer").get(note.get_absolute_url()))
    assert "Gjelder dette hele fylket?" in page
    assert "politician Berg" in page or "politiker Berg" in page
    comment = Comment.objects.get()
    back = f"{url}{comment.uid}/withdraw/"
    assert workspace.client("participant").get(back).status_code == 403
    assert post(workspace, "politician", back, reason="Misforstod").status_code == 302
    page = text(workspace.client("observer").get(note.get_absolute_url()))
    assert "Gjelder dette hele fylket?" not in page
    assert "Misforstod" in page


def test_an_empty_comment_is_refused_and_the_page_stays(workspace, note):
    url = f"{note.get_absolute_url()}comments/"
    response = post(workspace, "editor", url, kind="doubt", text=" ")
    assert response.status_code == 422
    assert "ds-validation-message" in text(response)


def test_links_are_tied_and_withdrawn_through_the_page(workspace, note):
    other = workspace.note("Et innspill")
    theirs = workspace.note("Fremmed", strategy=workspace.other, by=workspace.stranger)
    url = f"{note.get_absolute_url()}links/"
    page = text(workspace.client("editor").get(url))
    assert "Et innspill" in page
    assert "Fremmed" not in page
    refused = post(workspace, "editor", url, type="came_from", target=theirs.pk)
    assert refused.status_code == 422
    assert not Link.objects.exists()
    post(workspace, "editor", url, type="came_from", target=other.pk, reason="Sagt på verkstedet")
    link = Link.objects.get()
    thread = text(workspace.client("editor").get(f"{other.get_absolute_url()}thread/"))
    assert "Levende krabbe" in thread
    assert "Sagt på verkstedet" in thread
    post(workspace, "editor", f"{url}{link.uid}/withdraw/", reason="Feil")
    assert Link.objects.get().withdrawn_because == "Feil"


def test_publishing_is_a_step_with_a_preview(workspace, note):
    url = f"{note.get_absolute_url()}visibility/"
    assert workspace.client("anonymous").get(note.get_absolute_url()).status_code == 302
    assert "Levende krabbe" in text(workspace.client("editor").get(f"{url}?to=public"))
    assert Record.objects.get(pk=note.pk).visibility == "working_group"
    post(workspace, "editor", url, to="public", version=1)
    page = workspace.client("anonymous").get(note.get_absolute_url())
    assert page.status_code == 200
    assert "Levende krabbe" in text(page)


def test_publishing_what_has_changed_since_the_preview_is_refused(workspace, note):
    services.edit_record(record=note, by=workspace.leader, version=1, status="done")
    url = f"{note.get_absolute_url()}visibility/"
    assert post(workspace, "editor", url, to="public", version=1).status_code == 400
    assert Record.objects.get(pk=note.pk).visibility == "working_group"


def test_removal_with_a_reason_and_back(workspace, note):
    url = note.get_absolute_url()
    assert post(workspace, "editor", f"{url}remove/", reason="").status_code == 200
    post(workspace, "editor", f"{url}remove/", reason="Står to ganger")
    assert workspace.client("analyst").get(url).status_code == 404
    assert "Står to ganger" in text(workspace.client("editor").get(url))
    assert workspace.client("editor").get(f"{url}edit/")["Location"] == url
    post(workspace, "editor", f"{url}restore/")
    assert workspace.client("analyst").get(url).status_code == 200


def test_an_owner_without_other_rights_writes_what_is_theirs(workspace, note):
    Record.objects.filter(pk=note.pk).update(owner=workspace.people["partner"])
    client = workspace.client("partner")
    assert client.get(note.get_absolute_url()).status_code == 200
    assert client.get(f"{note.get_absolute_url()}edit/").status_code == 200
    assert "Levende krabbe" in text(client.get(workspace.url("notes/")))
    other = workspace.note("Andres")
    assert client.get(other.get_absolute_url()).status_code == 404


def test_a_record_of_another_strategy_is_not_found_under_ours(workspace):
    theirs = workspace.note("Fremmed", strategy=workspace.other, by=workspace.stranger)
    assert workspace.client("owner").get(theirs.get_absolute_url()).status_code == 404
    assert workspace.client("owner").get(workspace.url("notes/fremmed/")).status_code == 404


def test_a_list_is_searched_filtered_sorted_and_paged(workspace, django_assert_max_num_queries):
    for number in range(60):
        workspace.note(f"Oppføring {number:02}")
    client = workspace.client("editor")
    assert "Oppføring 59" in text(client.get(workspace.url("notes/")))
    page = text(client.get(workspace.url("notes/?order=title&page=2")))
    assert "Oppføring 55" in page
    assert "Oppføring 05" not in page
    assert "Oppføring 07" in text(client.get(workspace.url("notes/?q=07&status=open")))
    with django_assert_max_num_queries(12):
        client.get(workspace.url("notes/"))


@pytest.mark.parametrize(
    "query",
    [
        "order=created_by__password",
        "status=x%27%20OR%201=1",
        "page=-1",
        "page=99999999999999999999",
        "q=%00",
        "q=" + "a" * 5000,
        "page=abc&order=&status=",
    ],
)
def test_a_list_bears_hostile_questions(workspace, note, query):
    assert workspace.client("editor").get(workspace.url(f"notes/?{query}")).status_code == 200


@pytest.mark.parametrize("title", [PROBE, RTL_AND_EMOJI])
def test_strange_text_is_shown_as_text_everywhere(workspace, title):
    record = workspace.note(title)
    services.edit_record(record=record, by=workspace.leader, version=1, title=f"{title} 2")
    services.comment(record=record, text=title, by=workspace.leader, language="nb")
    record = Record.objects.get(pk=record.pk)
    for rest in ("", "edit/", "history/", "thread/", "links/", "visibility/", "remove/"):
        page = text(workspace.client("editor").get(f"{record.get_absolute_url()}{rest}"))
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "<script>alert" not in text(workspace.client("editor").get(workspace.url("notes/")))


def test_a_long_text_is_kept_or_refused_with_a_sentence(workspace, note):
    url = f"{note.get_absolute_url()}comments/"
    long = "å" * 200_000
    response = post(workspace, "editor", url, kind="comment", text=long)
    assert response.status_code == 422
    assert long in text(response)


def test_a_link_from_the_home_leads_to_the_record(workspace, note):
    page = text(workspace.client("analyst").get(workspace.url()))
    assert note.get_absolute_url() in page
    assert note.get_absolute_url() not in text(workspace.client("observer").get(workspace.url()))


def test_without_htmx_the_filter_is_an_ordinary_form(workspace, note):
    page = text(workspace.client("editor").get(workspace.url("notes/")))
    assert '<form class="fx-filters" method="get"' in page


def test_the_addresses_read_aloud(workspace, note):
    words = [workspace.strategy.place, workspace.strategy.slug, "notes", note.slug]
    assert reverse("records:record", args=words) == (
        "/nordland/s/havbruk-2030/notes/levende-krabbe/"
    )
