"""A folder of results appears whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from fortrinn.analysis import OutputFolder
from fortrinn.errors import OutputError


def files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def stopped():
    """Pieces of a file that somebody stops."""
    yield b"1"
    raise KeyboardInterrupt


def test_files_get_their_names_when_all_are_done(tmp_path):
    with OutputFolder(tmp_path / "a" / "b") as output:
        output.write("one.csv", [b"1", memoryview(b"2")])
        output.write("two.csv", [b"3"])
        assert not (output.path / "one.csv").exists()
    assert files(tmp_path / "a" / "b") == {"one.csv": "12", "two.csv": "3"}


def test_others_may_read_the_files(tmp_path):
    with OutputFolder(tmp_path) as output:
        output.write("one.csv", [b"1"])
    assert (tmp_path / "one.csv").stat().st_mode & 0o777 == 0o644


def test_what_was_read_is_never_written_over(tmp_path):
    mine = tmp_path / "one.csv"
    mine.write_text("mine")
    with (
        pytest.raises(OutputError, match=r"one\.csv' is read, and a result would take its place"),
        OutputFolder(tmp_path / ".", read=[mine]) as output,
    ):
        output.write("one.csv", [b"1"])
    assert files(tmp_path) == {"one.csv": "mine"}


def test_what_goes_wrong_leaves_earlier_results_as_they_were(tmp_path):
    (tmp_path / "one.csv").write_text("earlier")
    with pytest.raises(KeyboardInterrupt), OutputFolder(tmp_path) as output:
        output.write("one.csv", stopped())
    assert files(tmp_path) == {"one.csv": "earlier"}


def test_what_goes_wrong_leaves_no_folder_behind(tmp_path):
    with pytest.raises(KeyboardInterrupt), OutputFolder(tmp_path / "a" / "b") as output:
        output.write("one.csv", stopped())
    assert list(tmp_path.iterdir()) == []


def test_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "result").write_text("a file")
    with pytest.raises(OutputError, match="result' is a file, and results need a folder"):
        OutputFolder(tmp_path / "result").__enter__()
    with pytest.raises(OutputError, match="cannot be written to"):
        OutputFolder(tmp_path / "result" / "deeper").__enter__()


def test_full_disk_is_said_and_leaves_nothing(tmp_path):
    def pieces():
        yield b"1"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with (
        pytest.raises(
            OutputError, match=r"No space left on device\. Choose another folder, or make"
        ),
        OutputFolder(tmp_path / "a") as output,
    ):
        output.write("one.csv", pieces())
    assert list(tmp_path.iterdir()) == []
