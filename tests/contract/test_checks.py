"""Every check, visited without being listed: on an empty strategy, on the demo, in both states."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from check_scenarios import gathered
from fortrinn.web.accounts.models import User
from fortrinn.web.checks.registry import CHECKS, ELEMENTS, Remark, remarks_for
from fortrinn.web.checks.seen import Seen
from fortrinn.web.records.models import Record
from fortrinn.web.strategies.models import Strategy

#: Kinds of record, and the links, comments, tags, roles, contacts and doubts beside them.
MOST_TABLES = 34
FIRES, SILENT = gathered("FIRES"), gathered("SILENT")


def said(key: str, strategy: Strategy) -> list[Remark]:
    remarks = list(CHECKS[key].look(Seen(strategy)))
    assert all(str(remark.text).strip() for remark in remarks)
    return remarks


def test_every_check_has_a_scenario():
    assert CHECKS.keys() == FIRES.keys(), "Add it to tests/check_scenarios."


@pytest.mark.parametrize("key", CHECKS)
def test_a_check_is_described(key):
    check = CHECKS[key]
    assert check.element in ELEMENTS
    assert check.look.__doc__
    assert check.requirements
    assert all(re.fullmatch(r"R\d{3}", number) for number in check.requirements)
    with override("en"):
        english = str(check.label), str(check.advice)
    for lang in ("nb", "nn"):
        with override(lang):
            assert str(check.label) != english[0]
            assert not english[1] or str(check.advice) != english[1]


@pytest.mark.parametrize("key", CHECKS)
def test_a_check_is_silent_in_an_empty_strategy_or_made_silent(workspace, key):
    if key in SILENT:
        SILENT[key](workspace)
        assert not said(key, workspace.strategy)
    else:
        assert not said(key, workspace.other)


@pytest.mark.parametrize("key", CHECKS)
def test_a_check_speaks_when_there_is_something_to_say(workspace, key):
    FIRES[key](workspace)
    remarks = said(key, workspace.strategy)
    assert remarks
    for remark in remarks:
        assert remark.record is None or remark.record.strategy_id == workspace.strategy.pk


@pytest.mark.django_db
def test_every_check_looks_at_the_demo_reads_each_table_once_and_changes_nothing():
    """However many checks there are and however large the strategy: nothing is asked twice."""
    from fortrinn.web import demo

    demo.load()
    for strategy in Strategy.objects.all():
        before = Record.objects.count(), User.objects.count()
        with CaptureQueriesContext(connection) as asked:
            assert list(remarks_for(Seen(strategy)))
        sentences = [query["sql"] for query in asked]
        assert len(sentences) == len(set(sentences)) <= MOST_TABLES
        assert before == (Record.objects.count(), User.objects.count())
