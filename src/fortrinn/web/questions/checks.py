"""What is easy to forget about the questions, and what their silence says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fortrinn.content.question_book import question
from fortrinn.web.checks.registry import Remark, check
from fortrinn.web.checks.seen import Seen
from fortrinn.web.questions.models import Answer

#: Questions about what could become of the region, beside those about what it struggles with.
POSSIBILITIES = (
    "signs-of-the-new",
    "enabling-technologies",
    "resources-new-uses",
    "transition",
    "needs-out-there",
    "comparative-advantage",
)
STARTING_DAYS = 30
SEVERAL = 3


def answers_of(seen: Seen) -> list[Answer]:
    """The answers somebody has written something in."""
    return [answer for answer in seen.every(Answer) if answer.is_begun]


def is_begun(seen: Seen, *keys: str) -> bool:
    """Whether any of the questions has been talked about."""
    return any(answer.question_key in keys for answer in answers_of(seen))


def has_started(seen: Seen) -> bool:
    """The strategy has stood for a while and holds something."""
    stood = timezone.now() - seen.strategy.created_at
    return stood > timedelta(days=STARTING_DAYS) and bool(seen.records)


def at(seen: Seen, key: str) -> str:
    """The address of a question."""
    strategy, element = seen.strategy, question(key).element
    return reverse("questions:question", args=[strategy.place, strategy.slug, element, key])


@check(
    key="possibilities_not_described",
    element="analysis",
    requirements=("R019", "R047"),
    label=gettext_lazy("The possibilities are not described, only the state of things"),
    advice=gettext_lazy("Talk about one question on what could be, beside those on what is."),
)
def possibilities_not_described(seen: Seen) -> Iterable[Remark]:
    """There are findings, and no question about possibilities has been talked about."""
    if seen.of_kind("finding") and not (
        is_begun(seen, *POSSIBILITIES) or seen.of_kind("discovery")
    ):
        yield Remark(
            _("There are findings, but nobody has written what they could be turned into."),
            url=at(seen, "signs-of-the-new"),
        )


@check(
    key="earlier_work_not_used",
    element="analysis",
    requirements=("R169", "R170"),
    label=gettext_lazy("What was known before is not written down"),
    advice=gettext_lazy("Name the two reports people still refer to, and what came of them."),
)
def earlier_work_not_used(seen: Seen) -> Iterable[Remark]:
    """There are findings, and nobody has said what earlier analyses taught."""
    if seen.of_kind("finding") and not is_begun(seen, "what-we-have", "what-they-taught-us"):
        yield Remark(
            _("Nobody has written which analyses exist already, or what they led to."),
            url=at(seen, "what-we-have"),
        )


@check(
    key="facilitation_not_talked_about",
    element="organising",
    requirements=("R029", "R129"),
    label=gettext_lazy("Nobody has asked who can lead the conversation"),
    advice=gettext_lazy("Leading a search is a craft of its own. Who has it, and who can learn?"),
)
def facilitation_not_talked_about(seen: Seen) -> Iterable[Remark]:
    """The work has begun, and the county's own skill in facilitating is not talked about."""
    if has_started(seen) and not is_begun(seen, "our-facilitation"):
        yield Remark(
            _("The county municipality's own skill in leading such processes is not talked about."),
            url=at(seen, "our-facilitation"),
        )


@check(
    key="learning_comes_last",
    element="learning",
    requirements=("R031", "R294", "R295", "R296"),
    label=gettext_lazy("Nobody has asked how we will learn"),
    advice=gettext_lazy(
        "Measuring and learning are hard to add at the end. Ten minutes are enough."
    ),
)
def learning_comes_last(seen: Seen) -> Iterable[Remark]:
    """The work has begun, and none of the questions on measuring today is talked about."""
    keys = ("measuring-today", "experience-of-measuring", "renew-measuring")
    if has_started(seen) and not is_begun(seen, *keys):
        yield Remark(
            _("How the county municipality measures and learns along the way is not talked about."),
            url=at(seen, "measuring-today"),
        )


@check(
    key="answer_has_grown_old",
    element="process",
    requirements=("R119", "R124"),
    label=gettext_lazy("An answer was to be looked at again"),
)
def answer_has_grown_old(seen: Seen) -> Iterable[Remark]:
    """The day an answer was to be asked again is past."""
    today = timezone.localdate()
    for answer in answers_of(seen):
        if answer.revisit_on and answer.revisit_on < today:
            yield Remark(_("The day to ask again is past."), answer)


@check(
    key="answer_without_grounds",
    element="process",
    requirements=("R124", "R204"),
    label=gettext_lazy("Agreed, but nothing to show for it"),
    advice=gettext_lazy("Tie the answer to the figure, the meeting or the person it came from."),
)
def answer_without_grounds(seen: Seen) -> Iterable[Remark]:
    """People agree on an answer that hangs on nothing."""
    tied = {tie.source_id for tie in seen.ties}
    for answer in answers_of(seen):
        if answer.status == "agree" and answer.pk not in tied:
            text = _("It says «we agree», but hangs on no figure, meeting or person.")
            yield Remark(text, answer)


@check(
    key="one_person_answers",
    element="process",
    requirements=("R018", "R071"),
    label=gettext_lazy("One person answers for everyone"),
    advice=gettext_lazy("Take two of the questions along to a meeting, and ask before you show."),
)
def one_person_answers(seen: Seen) -> Iterable[Remark]:
    """Several answers, all from one hand, and nobody has said a word on any."""
    answers = answers_of(seen)
    hands = {answer.changed_by_id for answer in answers}
    if len(answers) >= SEVERAL and len(hands) == 1 and not any(map(seen.said_of, answers)):
        text = _("All {number} answers are from one person, and nobody has commented.")
        yield Remark(text.format(number=len(answers)), answers[0])
