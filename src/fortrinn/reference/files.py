"""Reading the shipped files; nothing is read before it is asked for."""

import csv
import json
from pathlib import Path
from typing import Any, Final, NamedTuple

from fortrinn.errors import refuse_name

DATA: Final = Path(__file__).parent / "data"


class Text(NamedTuple):
    """A text in bokmål, nynorsk and English.

    >>> Text("Fylker", "Fylke", "Counties").in_language("nn")
    'Fylke'
    """

    nb: str
    nn: str
    en: str

    def in_language(self, lang: str) -> str:
        """The text in ``nb``, ``nn`` or ``en``."""
        if lang not in self._fields:
            refuse_name(lang, self._fields)
        text: str = getattr(self, lang)
        return text

    def __str__(self) -> str:
        return self.en


def read_json(name: str) -> Any:
    """A shipped document."""
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def read_rows(name: str) -> list[dict[str, str]]:
    """A shipped table, one dictionary a row; every cell is text."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
