"""Draws the counties' charts before anybody asks: ``python -m fortrinn.web.publishing.ahead``.

Runs beside the pages at the lowest priority, once after each start; what is drawn already costs
nothing. Without it all works the same, only the first reader of a county waits a few seconds.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress


def draw_all() -> int:
    """Draw every chart of every county, the ordinary language first; how many there are."""
    from django.conf import settings
    from django.utils.translation import override

    from fortrinn.reference import counties
    from fortrinn.reports.deeper import deeper_keys
    from fortrinn.web.publishing.figures import drawing, profile_of, section_of

    drawn = 0
    for lang, _name in settings.LANGUAGES:
        with override(lang):
            for county in counties():
                deeper = (section_of(county.slug, lang, key) for key in deeper_keys())
                for section in (*profile_of(county.slug, lang).sections, *deeper):
                    drawn += section.chart is not None
                    drawing(section.chart)
    return drawn


def main() -> None:
    """Give way to everything else, stop at once when told to, and draw."""
    from fortrinn.web.commands import start_django

    signal.signal(signal.SIGTERM, lambda *_about: sys.exit(0))
    with suppress(OSError, AttributeError):
        os.nice(19)
    start_django()
    draw_all()


if __name__ == "__main__":
    main()
