"""Running commands as a person would, and tables to run them on."""

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from collected import collected
from fortrinn import cli

__all__ = ["collected"]


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def run(monkeypatch, capsys):
    """Run ``fortrinn`` with arguments; gives exit code, standard output and standard error."""

    def ran(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["fortrinn", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            cli.main()
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return Ran(int(left.value.code or 0), captured.out, captured.err)

    return ran


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """Three counties by four industries, one cell withheld."""
    path = tmp_path / "jobs.csv"
    figures = {"A": (40, ":", 20, 10), "B": (10, 60, 10, 20), "C": (5, 5, 70, 20)}
    codes = ("01.110", "01.120", "62.010", "62.020")
    lines = [
        f"{region};{code};{figure}"
        for region, row in figures.items()
        for code, figure in zip(codes, row, strict=True)
    ]
    path.write_text("\n".join(["region;activity;value", *lines, ""]))
    return path
