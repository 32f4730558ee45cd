"""Say what one thinks of a driver of change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.db import transaction

from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Visibility
from fortrinn.web.records.services import create_record, edit_record
from fortrinn.web.vision.models import Driver, DriverJudgement

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User


@transaction.atomic
def judge_driver(*, driver: Driver, by: User, language: str, **said: Any) -> DriverJudgement:
    """One person's view of a driver; said again, it is a new version of the same one."""
    # Two windows at once are one judgement: the driver is held while it is looked for.
    Driver.objects.select_for_update().get(pk=driver.pk)
    earlier = DriverJudgement.objects.filter(driver=driver, person=by).first()
    if earlier is not None:
        return edit_record(record=earlier, by=by, version=earlier.version, **said)
    record = create_record(
        kind=KINDS["driver-judgement"],
        strategy=driver.strategy,
        by=by,
        title=driver.title,
        language=language,
        visibility=Visibility.PARTICIPANTS,
        driver=driver,
        person=by,
        **said,
    )
    return cast(DriverJudgement, record)
