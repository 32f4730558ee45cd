"""Which rows of a register count as a move."""

from dataclasses import dataclass
from typing import Final

from fortrinn.errors import SettingError
from fortrinn.language import gettext_noop as _

PERSON: Final = "person"
YEAR: Final = "year"
ESTABLISHMENT: Final = "establishment"
GROUP: Final = "enterprise_group"
WAGE: Final = "wage"
MONTHS: Final = "months"

#: What a move may be counted between; the register needs only the column that is asked for.
BETWEEN: Final = ("industry", "region", "occupation", "education")
#: How one job is chosen when a person has several in a year.
MAIN_JOBS: Final = ("given", "wage", "months")


@dataclass(frozen=True)
class Rules:
    """What counts as a move; every result carries these as its convention.

    between
        The column a move is counted between: industry, region, occupation or education.
    main_job
        ``"given"``: the register has one job per person and year already, and is refused if not.
        ``"wage"`` or ``"months"``: the job with the highest wage or the most months is kept; ties
        go to the lowest establishment, and there to the lowest code.
    gap
        The most years between a job and the one before it; 1 is from one year to the next, 2 lets
        a person be away for a year.
    least_months
        Jobs shorter than this are left out before anything else (needs a ``months`` column), and
        those of which nobody knows how long they were.
    within_group
        Whether a move between two establishments of the same enterprise group counts. False (as
        in Neffke & Henning 2013) needs an ``enterprise_group`` column.
    """

    between: str = "industry"
    main_job: str = "given"
    gap: int = 1
    least_months: int = 0
    within_group: bool = True

    def __post_init__(self) -> None:
        _one_of("between", self.between, BETWEEN)
        _one_of("main_job", self.main_job, MAIN_JOBS)
        if self.gap < 1 or self.least_months < 0:
            raise SettingError(_("The gap must be at least 1 year, and months cannot be negative."))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of the register these rules read."""
        wanted = [PERSON, YEAR, ESTABLISHMENT, self.between]
        if not self.within_group:
            wanted.append(GROUP)
        if self.least_months or self.main_job == "months":
            wanted.append(MONTHS)
        if self.main_job == "wage":
            wanted.append(WAGE)
        return tuple(wanted)

    @property
    def takes_every_row(self) -> bool:
        """Whether the rows are used as they stand, without a choice among them."""
        return self.main_job == "given" and not self.least_months


def _one_of(setting: str, value: str, allowed: tuple[str, ...]) -> None:
    if value not in allowed:
        raise SettingError(
            _("'{value}' is not a choice for {setting}. Choose one of {allowed}."),
            value=value,
            setting=setting,
            allowed=", ".join(allowed),
        )
