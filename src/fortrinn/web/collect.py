"""Collect the static files: hashed names that browsers may keep for ever, compressed once."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage, StaticFilesStorage
from whitenoise.compress import Compressor

MANIFEST = "staticfiles.json"


def collect(into: Path) -> Path:
    """The folder of collected files, made when the sources have changed since the last time."""
    folder = into / _digest()
    if (folder / MANIFEST).is_file():
        return folder
    into.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=into, prefix="making-"))
    try:
        collect_new(aside)
        _remove_others(into, aside)
        aside.chmod(0o755)
        aside.rename(folder)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    return folder


def collect_new(folder: Path) -> None:
    """Copy, hash and compress every static file into an empty folder."""
    storage = ManifestStaticFilesStorage(location=str(folder), base_url="/static/")
    paths = {}
    for finder in get_finders():
        for path, source in finder.list([]):
            with source.open(path) as file:
                storage.save(path, file)
            paths[path] = (storage, path)
    for _name, _hashed, processed in storage.post_process(paths):
        if isinstance(processed, Exception):
            raise processed
    _compress(folder)


def _compress(folder: Path) -> None:
    compressor = Compressor(quiet=True)
    for path in sorted(folder.rglob("*")):
        if path.is_file() and compressor.should_compress(path.name) and path.name != MANIFEST:
            list(compressor.compress(str(path)))


def _digest() -> str:
    """Changes when a static file is added, removed or changed."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, source in sorted(finder.list([]), key=lambda pair: str(pair[0])):
            if isinstance(source, StaticFilesStorage) or hasattr(source, "path"):
                status = Path(source.path(path)).stat()
                digest.update(f"{path} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()[:16]


def _remove_others(into: Path, keep: Path) -> None:
    for other in into.iterdir():
        if other != keep and other.is_dir():
            shutil.rmtree(other)
