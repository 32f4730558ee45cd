"""The store: versions by their content, nothing overwritten, nothing half."""

import os
import subprocess
import sys

import pyarrow as pa
import pytest

from fortrinn.errors import FortrinnError, InputError, OutputError
from fortrinn.sources.changes import Changes
from fortrinn.sources.store import DatasetStore, Description

ABOUT = Description(title="Sysselsatte", keys=("region", "period"))


def table(*rows):
    names = ("region", "period", "value", "status")
    return pa.table({name: [row[i] for row in rows] for i, name in enumerate(names)})


OLD = table(("18", "2023", 1.0, "published"), ("55", "2023", 2.0, "published"))
NEW = table(
    ("18", "2023", 1.5, "published"),
    ("55", "2023", None, "withheld"),
    ("18", "2024", 3.0, "published"),
)


@pytest.fixture
def store(tmp_path):
    return DatasetStore(tmp_path / "datasets")


def test_a_new_content_is_a_new_version_that_says_what_changed(store):
    store.add("jobs", OLD, ABOUT)
    second = store.add("jobs", NEW, ABOUT)
    changes = second.changes
    assert second.number == 2
    assert changes.new_periods == ("2024",)
    assert (changes.added, changes.removed, changes.revised) == (1, 0, 1)
    assert changes.newly_withheld == 1
    assert store.versions("jobs")[1].changes == changes
    assert store.read(store.version("jobs", 1).sha256).to_pylist() == OLD.to_pylist()


def test_the_same_figures_in_another_order_are_the_same_version(store):
    first = store.add("jobs", OLD, ABOUT)
    again = store.add("jobs", OLD.take([1, 0]), ABOUT)
    assert again.sha256 == first.sha256
    assert (again.number, again.is_new) == (1, False)
    assert len(store.versions("jobs")) == 1


def test_a_table_changed_on_the_disk_is_refused(store):
    version = store.add("jobs", OLD, ABOUT)
    path = store.path(version.sha256)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(FortrinnError, match="damaged"):
        store.read(version.sha256)


def test_a_process_killed_while_writing_leaves_no_version(tmp_path):
    folder = tmp_path / "datasets"
    code = (
        "import os, signal, sys\n"
        "from fortrinn.sources.store import DatasetStore\n"
        "with DatasetStore(sys.argv[1]).writing() as content:\n"
        "    content.file.write(b'half')\n"
        "    content.file.flush()\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(folder)], env=os.environ, check=False)
    assert ran.returncode == -9
    store = DatasetStore(folder)
    assert store.names() == []
    assert not list(folder.rglob("*.parquet"))
    assert store.sweep() == 1
    assert store.add("jobs", OLD, ABOUT).number == 1


def test_an_error_while_writing_leaves_nothing(store):
    def full():
        with store.writing() as content:
            content.file.write(b"half")
            raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left"):
        full()
    assert store.sweep() == 0


def test_an_old_version_is_pruned_only_when_nothing_rests_on_it(store):
    first = store.add("jobs", OLD, ABOUT)
    store.add("jobs", NEW, ABOUT)
    with pytest.raises(InputError, match="rests on"):
        store.prune("jobs", 1, needed=True)
    with pytest.raises(InputError, match="newest"):
        store.prune("jobs", 2, needed=False)
    store.prune("jobs", 1, needed=False)
    assert not store.has(first.sha256)
    assert len(store.versions("jobs")) == 2
    with pytest.raises(FortrinnError, match="not on this machine"):
        store.read(first.sha256)


@pytest.mark.parametrize("key", ["../x", "content", "", "A B"])
def test_a_name_that_is_a_path_is_refused(store, key):
    with pytest.raises(FortrinnError):
        store.add(key, OLD, ABOUT)


def test_versions_that_say_the_same_changed_nothing():
    assert Changes().is_nothing


def test_a_version_that_only_has_more_periods_is_kept(store):
    store.add("jobs", OLD, ABOUT)
    later = pa.array(["2031"] * OLD.num_rows)
    place = OLD.column_names.index("period")
    more = pa.concat_tables([OLD, OLD.set_column(place, "period", later)])
    found = store.add("jobs", more, ABOUT).changes
    assert found.new_periods == ("2031",)
    assert found.examples == ()
