"""Lists: found by words, narrowed, sorted, and light on the database."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fortrinn.web.records import services
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.services import create_record
from fortrinn.web.records.tagging import tag_called, tag_record

MOST_QUERIES = 20


def quick(workspace, title, **fields):
    return create_record(
        kind=KINDS["quick-note"],
        strategy=workspace.strategy,
        by=workspace.leader,
        title=title,
        language="nb",
        **fields,
    )


def titles(workspace, query="", who="editor"):
    response = workspace.client(who).get(workspace.url(f"quick-notes/?{query}"))
    assert response.status_code == 200
    return [row.record.title for row in response.context["rows"]]


def test_a_search_looks_in_titles_and_in_the_records_own_texts(workspace):
    quick(workspace, "Tall på krabbefangst", text="Spør Råfisklaget")
    quick(workspace, "Møte med klyngen", who="Kari Øksnes")
    assert titles(workspace, "q=krabbe") == ["Tall på krabbefangst"]
    assert titles(workspace, "q=RÅFISKLAGET") == ["Tall på krabbefangst"]
    assert titles(workspace, "q=øksnes+møte") == ["Møte med klyngen"]
    assert titles(workspace, "q=finnes+ikke") == []


def test_a_list_is_narrowed_by_status_owner_tag_and_who_sees_it(workspace):
    analyst = workspace.people["analyst"]
    one = quick(workspace, "Med alt", owner=analyst, status="kept")
    quick(workspace, "Uten noe")
    tag_record(record=one, tag=tag_called("sdg:14"), by=analyst)
    services.set_visibility(record=one, to="participants", by=workspace.leader, version=1)
    for query in ("status=kept", f"owner={analyst.uid}", "tag=sdg:14", "visibility=participants"):
        assert titles(workspace, query) == ["Med alt"], query
    assert titles(workspace, "owner=nobody") == ["Uten noe"]
    assert titles(workspace, "order=title") == ["Med alt", "Uten noe"]
    page = workspace.client("editor").get(workspace.url("quick-notes/")).content.decode()
    assert "Livet i havet" in page
    assert analyst.name in page


def test_a_list_shows_the_kinds_columns_and_who_is_in_doubt(workspace):
    note = quick(workspace, "Tall", who="Kari")
    services.comment(record=note, by=workspace.leader, text="Sikkert?", language="nb", kind="doubt")
    page = workspace.client("editor").get(workspace.url("quick-notes/")).content.decode()
    assert "Hvem: <span" in page
    assert "Kari" in page
    assert "1 i tvil" in page


HOSTILE = (
    "q=%00",
    "q=" + "%25" * 70,
    "q='; drop table records_record; --",
    "page=-1",
    "page=99999999999999999999",
    "page=<script>",
    "order=owner__email",
    "owner__email__startswith=a",
    "status=;--",
    "tag=:",
    "tag=sdg:'; --",
    "tag=%F0%9F%A6%80",
    "owner=not-a-uuid",
    "visibility=everything",
    "per_page=100000",
    "q=" + "å" * 5000,
)


@pytest.mark.parametrize("query", HOSTILE)
def test_hostile_words_in_the_address_give_a_list(workspace, query):
    quick(workspace, "Et notat")
    response = workspace.client("editor").get(workspace.url(f"quick-notes/?{query}"))
    assert response.status_code == 200
    assert "<script>&" not in response.content.decode()


def test_a_list_takes_the_same_few_queries_however_long_it_is(workspace):
    tag = tag_called("sdg:14")
    for number in range(30):
        note = quick(workspace, f"Notat {number}", owner=workspace.leader, who="Kari")
        tag_record(record=note, tag=tag, by=workspace.leader)
        services.comment(record=note, by=workspace.leader, text="Hm", language="nb", kind="doubt")
    client = workspace.client("editor")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(workspace.url("quick-notes/?q=notat&status=open"))
    assert len(asked) <= MOST_QUERIES
