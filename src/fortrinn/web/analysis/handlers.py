"""What the worker does for the analysis pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fortrinn.language import gettext_noop as _
from fortrinn.web.analysis.models import settings_from
from fortrinn.web.analysis.services import RUN, keep_run, result_of
from fortrinn.web.jobs.models import Job
from fortrinn.web.jobs.registry import Progress, handles


@handles(RUN)
def run_analysis(job: Job, progress: Progress) -> Callable[[], dict[str, Any]]:
    """Work out a run; it is kept in the transaction that ends the job."""
    settings = settings_from(job.settings)
    strategy = job.strategy
    if strategy is None:
        raise TypeError("A run belongs to a strategy.")
    progress(0.2, _("Working out quotients and intervals."))
    result = result_of(settings)
    progress(0.9, _("Keeping the result."))

    def keep() -> dict[str, Any]:
        run = keep_run(strategy=strategy, settings=settings, result=result, by=job.asked_by)
        return {"address": run.get_absolute_url()}

    return keep
