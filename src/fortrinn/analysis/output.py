"""A folder of results that appears whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from fortrinn.errors import OutputError
from fortrinn.language import gettext_noop as _

_MODE: Final = 0o644


class OutputFolder:
    """Files are written under other names and get their own when all of them are done.

    >>> folder = Path(tempfile.mkdtemp(), "result")
    >>> with OutputFolder(folder) as output:
    ...     output.write("notes.txt", [b"fine"])
    >>> (folder / "notes.txt").read_text()
    'fine'

    ``read`` are the files the results are made of, which no result takes the place of.

    Raises :class:`OutputError` where the folder cannot be made, written to, or is full; nothing
    is left behind then, and files that were there before are as they were.
    """

    def __init__(
        self, path: str | os.PathLike[str], *, read: Sequence[str | os.PathLike[str]] = ()
    ) -> None:
        self.path = Path(path)
        self._read = {Path(each).resolve() for each in read}
        self._made: list[Path] = []
        self._unfinished: dict[Path, Path] = {}

    def __enter__(self) -> Self:
        missing = [each for each in (self.path, *self.path.parents) if not each.exists()]
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            self._made = missing
            # Found out now, before minutes go into the figures.
            with tempfile.TemporaryFile(dir=self.path):
                pass
        except FileExistsError:
            raise OutputError(
                _("'{path}' is a file, and results need a folder. Choose another name."),
                path=self.path,
            ) from None
        except OSError as error:
            self._remove()
            raise self._refusal(error) from None
        return self

    def write(self, name: str, pieces: Iterable[bytes | memoryview]) -> None:
        """Write one file, piece by piece."""
        if (self.path / name).resolve() in self._read:
            raise OutputError(
                _("'{path}' is read, and a result would take its place. Choose another folder."),
                path=self.path / name,
            )
        try:
            with tempfile.NamedTemporaryFile(
                dir=self.path, prefix=f".{name}.", delete=False
            ) as file:
                self._unfinished[Path(file.name)] = self.path / name
                for piece in pieces:
                    file.write(piece)
        except OSError as error:
            raise self._refusal(error) from None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            if kind is None:
                self._name_all()
        finally:
            self._remove()

    def _name_all(self) -> None:
        try:
            for unfinished, final in list(self._unfinished.items()):
                os.chmod(unfinished, _MODE)
                os.replace(unfinished, final)
                del self._unfinished[unfinished]
            self._made = []
        except OSError as error:
            raise self._refusal(error) from None

    def _remove(self) -> None:
        """Take away what was not finished, and the folders made for it."""
        for unfinished in self._unfinished:
            unfinished.unlink(missing_ok=True)
        for folder in self._made:
            if folder.is_dir() and not any(folder.iterdir()):
                folder.rmdir()

    def _refusal(self, error: OSError) -> OutputError:
        return OutputError(
            _("'{path}' cannot be written to: {reason}. Choose another folder, or make room."),
            path=self.path,
            reason=error.strerror or str(error),
        )
