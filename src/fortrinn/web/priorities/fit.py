"""How what the region is good at meets the needs: people's judgement, and what combines both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from fortrinn.web.priorities.models import Discovery, Need, Specialisation
from fortrinn.web.priorities.ties import tied
from fortrinn.web.records.models import Link, LinkType
from fortrinn.web.records.services import link_records, withdraw_link

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User


class Fit(models.TextChoices):
    """How well a strength meets a need. Nobody asked is no answer, never «not at all»."""

    WELL = "well", _("meets it well")
    PARTLY = "partly", _("meets it partly")
    NOT = "not", _("does not meet it")


@dataclass(frozen=True)
class Cell:
    """One strength and one need."""

    fit: str
    reason: str
    discoveries: list[Discovery]


@dataclass(frozen=True)
class Row:
    """A need against every strength."""

    need: Need
    cells: list[Cell]


def matrix(
    strengths: Sequence[Specialisation], needs: Sequence[Need], discoveries: Sequence[Discovery]
) -> list[Row]:
    """Needs downwards, strengths across; three queries however large."""
    judged = _judged(strengths, needs)
    builds, answers = tied(discoveries, strengths), tied(discoveries, needs)
    return [
        Row(
            need,
            [
                Cell(
                    *judged.get((one.pk, need.pk), ("", "")),
                    [
                        each
                        for each in discoveries
                        if one.pk in builds.get(each.pk, ()) and need.pk in answers.get(each.pk, ())
                    ],
                )
                for one in strengths
            ],
        )
        for need in needs
    ]


def _judged(
    strengths: Sequence[Specialisation], needs: Sequence[Need]
) -> dict[tuple[int, int], tuple[str, str]]:
    words = dict(Fit.choices)
    links = Link.objects.standing().filter(
        source_id__in=[one.pk for one in strengths],
        target_id__in=[need.pk for need in needs],
        type=LinkType.RELATES_TO,
    )
    return {
        (link.source_id, link.target_id): (str(words.get(link.detail.get("fit"), "")), link.reason)
        for link in links
    }


@transaction.atomic
def judge_fit(
    *, specialisation: Specialisation, need: Need, fit: str, reason: str, by: User
) -> Link:
    """Say how well a strength meets a need; what was said before stays in the history."""
    standing = specialisation.links_out.filter(
        target_id=need.pk, type=LinkType.RELATES_TO, withdrawn_at=None
    )
    for earlier in standing:
        withdraw_link(link=earlier, reason=reason, by=by)
    return link_records(
        source=specialisation,
        target=need,
        type=LinkType.RELATES_TO,
        reason=reason,
        by=by,
        detail={"fit": Fit(fit).value},
    )
