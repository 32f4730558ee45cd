"""Publishers asked by the clock whether a table has been updated."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from fortrinn.sources import SOURCES
from fortrinn.web.datasets.handlers import NEWS
from fortrinn.web.datasets.models import Dataset
from fortrinn.web.jobs.models import Job
from fortrinn.web.jobs.services import ask_for
from fortrinn.web.strategies.models import Strategy


def watch() -> None:
    """Ask for news for every strategy that has not been asked for within the hours of the setting.

    A look that failed counts as one: a silent publisher is asked again the next time, not sooner.
    """
    if not settings.WATCH_HOURS:
        return
    since = timezone.now() - timedelta(hours=settings.WATCH_HOURS)
    fetched = Dataset.objects.filter(source_key__in=tuple(SOURCES), removed_at=None)
    asked = Job.objects.filter(kind=NEWS, asked_at__gte=since).values("strategy")
    for strategy in Strategy.objects.filter(pk__in=fetched.values("strategy")).exclude(
        pk__in=asked
    ):
        with override(strategy.language):
            ask_for(kind=NEWS, title=_("News from the publishers"), settings={}, strategy=strategy)
