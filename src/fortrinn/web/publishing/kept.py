"""Where drawings and documents are kept, under the hash of all that decides them."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

CHARTS = Path(settings.DATA) / "kept" / "charts"
DOCUMENTS = Path(settings.DATA) / "kept" / "documents"
