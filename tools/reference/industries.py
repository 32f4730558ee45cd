"""SN2007 and SN2025 with labels, and the groups SSB uses in the tables of Telemark."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .texts import csv_text, read_csv

STATUSES = {"bekreftet": "confirmed", "sannsynlig": "probable", "usikker": "uncertain",
            "mangler": ""}  # fmt: skip


def compile_industries(shared: Path) -> Iterator[tuple[str, str]]:
    """File names and texts of the two versions."""
    folder = shared / "data" / "naeringskoder"
    yield (
        "sn2007.csv",
        csv_text(
            ("code", "level", "parent", "nb", "nn", "en"),
            (
                (
                    row["kode"],
                    row["nivaa"],
                    row["foreldrekode"],
                    row["navn_nb"],
                    row["navn_nn"],
                    _sentence(row["navn_en"]),
                )
                for row in read_csv(folder / "sn2007.csv")
            ),
        ),
    )
    yield (
        "sn2025.csv",
        csv_text(
            ("code", "level", "parent", "nb", "nb_status", "en"),
            (
                (
                    row["kode"],
                    row["nivaa"],
                    row["foreldrekode"],
                    row["navn_nb"],
                    STATUSES[row["navn_nb_status"]],
                    row["navn_en"],
                )
                for row in read_csv(folder / "sn2025.csv")
            ),
        ),
    )


def _sentence(name: str) -> str:
    """The English names of sections stand in capitals; write them as the others."""
    return name.capitalize() if name.isupper() else name
