"""The committed files are what the script writes, byte for byte."""

import hashlib
import subprocess
import sys
from pathlib import Path

from fortrinn.reference.files import DATA

SCRIPT = Path(__file__).parents[2] / "tools" / "compile_reference.py"


def hashes(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def test_compiling_again_gives_the_same_bytes(shared, tmp_path):
    subprocess.run([sys.executable, SCRIPT, shared, "--out", tmp_path], check=True)
    assert hashes(tmp_path) == hashes(DATA)


def test_a_folder_without_data_is_answered_with_a_sentence(tmp_path):
    run = subprocess.run(
        [sys.executable, SCRIPT, tmp_path, "--out", tmp_path / "out"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode != 0
    assert "has no folder 'data'" in run.stderr
    assert not (tmp_path / "out").exists()
