"""Addresses of a county's figures, with the settings that differ from the standard."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from fortrinn.reports.deeper import deeper_titles
from fortrinn.web.publishing.figures import STANDARD, Settings


def query(settings: Settings, **more: str) -> str:
    """``?period=2015&reference=troms``; nothing where all is as it opens."""
    chosen = {
        "reference": settings.reference if settings.reference != STANDARD.reference else "",
        "period": settings.period if settings.period != STANDARD.period else "",
        "threshold": f"{settings.threshold:g}" if settings.threshold != STANDARD.threshold else "",
        "industry": settings.industry,
        "reward": settings.reward,
        "source": settings.source,
        "agreement": settings.agreement,
        **more,
    }
    given = {name: value for name, value in chosen.items() if value}
    return f"?{urlencode(given)}" if given else ""


def profile(slug: str) -> str:
    """A county's profile."""
    return reverse("publishing:profile", args=[slug])


def section(slug: str, key: str, settings: Settings = STANDARD) -> str:
    """A section's own page."""
    return reverse("publishing:section", args=[slug, key]) + query(settings)


def provenance(slug: str, key: str, settings: Settings = STANDARD, activity: str = "") -> str:
    """Where a figure comes from."""
    return reverse("publishing:provenance", args=[slug, key]) + query(settings, activity=activity)


def doubt(slug: str, key: str, settings: Settings = STANDARD, activity: str = "") -> str:
    """The form for saying that a figure may be wrong."""
    chosen = query(settings, figure=key, activity=activity)
    return reverse("publishing:new_doubt", args=[slug]) + chosen


def downloads(slug: str, key: str, settings: Settings, *, chart: bool) -> list[dict[str, str]]:
    """The files of a section: its table, and its chart where it has one."""
    files = [("csv", "CSV", "table.csv"), ("xlsx", "Excel", "table.xlsx")]
    if chart:
        files += [("svg", "SVG", "figure.svg"), ("png", "PNG", "figure.png")]
    return [
        {
            "label": label,
            "url": reverse(f"publishing:{name}", args=[slug, key]) + query(settings),
            "file": file,
        }
        for name, label, file in files
    ]


def further(slug: str, lang: str, here: str = "") -> list[dict[str, str]]:
    """The pages of the deeper analysis, without the one the reader is on."""
    return [
        {"title": title, "line": line, "url": section(slug, key)}
        for key, (title, line) in deeper_titles(lang).items()
        if key != here
    ]
