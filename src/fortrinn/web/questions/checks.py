"""What is easy to forget about the questions, and what their silence says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fortrinn.content.question_book import question
from fortrinn.web.checks.registry import Remark, check
from fortrinn.web.questions.models import Answer
from fortrinn.web.records.models import Link
from fortrinn.web.strategies.models import Strategy

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


def answers_of(strategy: Strategy):
    """The answers somebody has written something in."""
    answers = Answer.objects.filter(strategy=strategy, removed_at=None)
    return answers.exclude(text="", agreement="", disagreement="")


def is_begun(strategy: Strategy, *keys: str) -> bool:
    """Whether any of the questions has been talked about."""
    return bool(answers_of(strategy).filter(question_key__in=keys).exists())


def has_started(strategy: Strategy) -> bool:
    """The strategy has stood for a while and holds something."""
    long_enough = bool(timezone.now() - strategy.created_at > timedelta(days=STARTING_DAYS))
    return long_enough and strategy.records.filter(removed_at=None).exists()


def at(strategy: Strategy, key: str) -> str:
    """The address of a question."""
    element = question(key).element
    return reverse("questions:question", args=[strategy.place, strategy.slug, element, key])


@check(
    key="possibilities_not_described",
    element="analysis",
    requirements=("R019", "R047"),
    label=gettext_lazy("The possibilities are not described, only the state of things"),
    advice=gettext_lazy("Talk about one question on what could be, beside those on what is."),
)
def possibilities_not_described(strategy: Strategy) -> Iterable[Remark]:
    """There are findings, and no question about possibilities has been talked about."""
    if strategy.records.filter(kind="finding", removed_at=None).exists() and not (
        is_begun(strategy, *POSSIBILITIES)
        or strategy.records.filter(kind="discovery", removed_at=None).exists()
    ):
        yield Remark(
            _("There are findings, but nobody has written what they could be turned into."),
            url=at(strategy, "signs-of-the-new"),
        )


@check(
    key="earlier_work_not_used",
    element="analysis",
    requirements=("R169", "R170"),
    label=gettext_lazy("What was known before is not written down"),
    advice=gettext_lazy("Name the two reports people still refer to, and what came of them."),
)
def earlier_work_not_used(strategy: Strategy) -> Iterable[Remark]:
    """There are findings, and nobody has said what earlier analyses taught."""
    findings = strategy.records.filter(kind="finding", removed_at=None)
    if findings.exists() and not is_begun(strategy, "what-we-have", "what-they-taught-us"):
        yield Remark(
            _("Nobody has written which analyses exist already, or what they led to."),
            url=at(strategy, "what-we-have"),
        )


@check(
    key="facilitation_not_talked_about",
    element="organising",
    requirements=("R029", "R129"),
    label=gettext_lazy("Nobody has asked who can lead the conversation"),
    advice=gettext_lazy("Leading a search is a craft of its own. Who has it, and who can learn?"),
)
def facilitation_not_talked_about(strategy: Strategy) -> Iterable[Remark]:
    """The work has begun, and the county's own skill in facilitating is not talked about."""
    if has_started(strategy) and not is_begun(strategy, "our-facilitation"):
        yield Remark(
            _("The county's own skill in leading such processes is not talked about."),
            url=at(strategy, "our-facilitation"),
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
def learning_comes_last(strategy: Strategy) -> Iterable[Remark]:
    """The work has begun, and none of the questions on measuring today is talked about."""
    keys = ("measuring-today", "experience-of-measuring", "renew-measuring")
    if has_started(strategy) and not is_begun(strategy, *keys):
        yield Remark(
            _("How the county measures and learns along the way is not talked about."),
            url=at(strategy, "measuring-today"),
        )


@check(
    key="answer_has_grown_old",
    element="process",
    requirements=("R119", "R124"),
    label=gettext_lazy("An answer was to be looked at again"),
)
def answer_has_grown_old(strategy: Strategy) -> Iterable[Remark]:
    """The day an answer was to be asked again is past."""
    for answer in answers_of(strategy).filter(revisit_on__lt=timezone.localdate()):
        yield Remark(_("The day to ask again is past."), answer)


@check(
    key="answer_without_grounds",
    element="process",
    requirements=("R124", "R204"),
    label=gettext_lazy("Agreed, but nothing to show for it"),
    advice=gettext_lazy("Tie the answer to the figure, the meeting or the person it came from."),
)
def answer_without_grounds(strategy: Strategy) -> Iterable[Remark]:
    """People agree on an answer that hangs on nothing."""
    back = Link.objects.filter(source_id=OuterRef("pk"), withdrawn_at=None)
    for answer in answers_of(strategy).filter(~Exists(back), status="agree"):
        yield Remark(_("It says «we agree», but hangs on no figure, meeting or person."), answer)


@check(
    key="one_person_answers",
    element="process",
    requirements=("R018", "R071"),
    label=gettext_lazy("One person answers for everyone"),
    advice=gettext_lazy("Take two of the questions along to a meeting, and ask before you show."),
)
def one_person_answers(strategy: Strategy) -> Iterable[Remark]:
    """Several answers, all from one hand, and nobody has said a word on any."""
    said = Count("comments", filter=Q(comments__withdrawn_at=None))
    answers = list(answers_of(strategy).annotate(said=said))
    hands = {answer.changed_by_id for answer in answers}
    if len(answers) >= SEVERAL and len(hands) == 1 and not any(one.said for one in answers):
        text = _("All {number} answers are from one person, and nobody has commented.")
        yield Remark(text.format(number=len(answers)), answers[0])
