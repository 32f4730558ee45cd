"""What each shipped table is: title, publisher, licence, dates and cautions."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from typing import Any

from .descriptions import DESCRIPTIONS
from .texts import json_text

LICENCES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "NLOD 2.0": "https://data.norge.no/nlod/no/2.0",
    "Decision 2011/833/EU": "https://eur-lex.europa.eu/eli/dec/2011/833/oj",
    "MIT": "https://opensource.org/license/mit",
}


def manifest(files: Mapping[str, str]) -> str:
    """The list of datasets for the files compiled, each with its hash and number of rows."""
    unknown = sorted(files.keys() ^ DESCRIPTIONS.keys())
    if unknown:
        raise ValueError(f"Describe every file, and no other, in descriptions.py: {unknown}")
    return json_text([_entry(name, text) for name, text in sorted(files.items())])


def _entry(name: str, text: str) -> dict[str, Any]:
    description = DESCRIPTIONS[name]
    return {
        "key": name.rsplit(".", 1)[0],
        "file": name,
        **description,
        "licence_url": LICENCES[description["licence"]],
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
        "rows": _rows(name, text),
    }


def _rows(name: str, text: str) -> int:
    if name.endswith(".csv"):
        return sum(1 for _ in csv.reader(io.StringIO(text))) - 1
    return len(json.loads(text))
