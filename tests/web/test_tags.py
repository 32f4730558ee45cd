"""Tags: words of fixed lists, found by search, seen on the record and in the list."""

import pytest

from fortrinn.web.records.models import RecordTag
from fortrinn.web.records.tagging import meant, tag_called
from fortrinn.web.records.tags import Vocabulary
from fortrinn.web.records.vocabularies import search, terms


@pytest.mark.parametrize(
    ("vocabulary", "typed", "found"),
    [
        ("industry", "03.21", "Hav- og kystbasert akvakultur"),
        ("industry", "AKVAKULTUR", "Akvakultur"),
        ("science", "ford 1.6", "Biologi"),
        ("science", "nabs 05", "Energi"),
        ("sdg", "14", "Livet i havet"),
        ("place", "bodø", "Bodø"),
        ("place", "nordland", "Nordland"),
        ("technology", "kunstig", "Kunstig intelligens og maskinlæring"),
        ("challenge", "hav", "Mat, landbruk, hav og bioøkonomi"),
    ],
)
def test_each_list_is_searched_by_code_and_by_name(vocabulary, typed, found):
    assert any(found in term.nb for term in search(vocabulary, typed))


@pytest.mark.parametrize("vocabulary", Vocabulary.values)
def test_every_word_has_its_own_code_that_fits_and_names_in_bokmal(vocabulary):
    codes = [term.code for term in terms(vocabulary)]
    assert len(codes) == len(set(codes))
    assert all(len(code) <= 30 for code in codes)
    assert all(term.nb and len(term.nb) <= 300 for term in terms(vocabulary))


def test_a_name_a_code_or_a_key_means_one_tag():
    for typed in ("Livet i havet", "life below water", "sdg:14"):
        assert [tag.key for tag in meant(typed)] == ["sdg:14"]
    assert len(meant("fiske")) > 1
    assert meant("xyzzy") == []


@pytest.mark.requirement("R023", "R278")
def test_a_tag_is_put_on_by_search_and_taken_off_without_being_forgotten(workspace):
    note = workspace.note()
    editor = workspace.client("editor")
    url = f"{note.get_absolute_url()}tags/"
    page = editor.get(url, {"vocabulary": "sdg", "q": "havet"}).content.decode()
    assert 'value="sdg:14"' in page
    assert editor.post(url, {"tag": "sdg:14"}).status_code == 302
    assert editor.post(url, {"tag": "sdg:14"}).status_code == 302
    assert "Livet i havet" in editor.get(note.get_absolute_url()).content.decode()
    editor.post(f"{url}remove/", {"tag": "sdg:14"})
    assert "Livet i havet" not in editor.get(note.get_absolute_url()).content.decode()
    assert RecordTag.objects.get().withdrawn_by == workspace.people["editor"]
    actions = set(note.events.values_list("action", flat=True))
    assert {"tagged", "tag_withdrawn"} <= actions


@pytest.mark.parametrize("tag", ["", "sdg", "sdg:99", "xss:<script>", "sdg:14'--"])
def test_a_tag_that_is_none_is_refused_with_a_sentence(workspace, tag):
    url = f"{workspace.note().get_absolute_url()}tags/"
    response = workspace.client("editor").post(url, {"tag": tag})
    assert response.status_code in (400, 404)
    assert not RecordTag.objects.exists()


def test_who_may_not_write_puts_on_no_tag(workspace):
    note = workspace.note(visibility="participants")
    url = f"{note.get_absolute_url()}tags/"
    assert workspace.client("observer").post(url, {"tag": "sdg:14"}).status_code == 403
    assert workspace.client("stranger").post(url, {"tag": "sdg:14"}).status_code == 404


def test_the_same_word_is_one_tag(workspace):
    assert tag_called("sdg:14") == tag_called("sdg:14")
