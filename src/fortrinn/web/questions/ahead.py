"""Questions to be asked again, for a strategy's home after adoption."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django.utils.translation import gettext as _

from fortrinn.web.questions.kinds import ANSWER
from fortrinn.web.records.access import visible_records
from fortrinn.web.records.ahead import Day, days_ahead
from fortrinn.web.strategies.models import Membership


@days_ahead
def of_answers(membership: Membership) -> Iterator[Day]:
    """Answers with a day for it."""
    answers = cast("Any", visible_records(membership, ANSWER)).filter(revisit_on__isnull=False)
    for answer in answers.select_related("strategy"):
        yield Day(answer.revisit_on, _("the question is asked again"), answer)
