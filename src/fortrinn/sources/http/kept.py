"""Answers on disk, one for each question. An answer counts once its description is in place."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

from fortrinn.sources.http.request import Answer, Request


class Kept:
    """The place of a question's answer.

    ``part`` is what has come of an answer on its way, ``began`` how that answer was known,
    ``unpacked`` what was made of it.
    """

    def __init__(self, folder: Path, request: Request) -> None:
        self.request = request
        key = request.key
        place = folder / key[:2]
        self.body = place / f"{key}.body"
        self.described = place / f"{key}.json"
        self.part = place / f"{key}.part"
        self.began = place / f"{key}.began"
        self.unpacked = place / f"{key}.unpacked"
        self.lock = place / f"{key}.lock"

    def find(self, max_age: float) -> Answer | None:
        """The answer that lies there, if it is whole and not older than that."""
        if max_age <= 0:
            return None
        try:
            said = json.loads(self.described.read_text())
            answer = self._described(said)
            age = datetime.now(UTC) - datetime.fromisoformat(answer.fetched)
            if age.total_seconds() > max_age or digest(self.body) != answer.sha256:
                return None
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return replace(answer, from_cache=True)

    def keep(self, ready: Path, headers: dict[str, str]) -> Answer:
        """Put a whole body in place and describe it."""
        answer = Answer(
            self.request,
            self.body,
            datetime.now(UTC).isoformat(timespec="seconds"),
            digest(ready),
            ready.stat().st_size,
            headers,
        )
        self.described.unlink(missing_ok=True)
        os.replace(ready, self.body)
        said = {
            "address": self.request.address,
            "fetched": answer.fetched,
            "sha256": answer.sha256,
            "size": answer.size,
            "headers": headers,
        }
        replace_text(self.described, json.dumps(said))
        self.forget_part()
        return answer

    def forget_part(self) -> None:
        """Throw away what came of an answer that will not be continued."""
        for path in (self.part, self.began, self.unpacked):
            path.unlink(missing_ok=True)

    def _described(self, said: dict[str, Any]) -> Answer:
        return Answer(
            self.request,
            self.body,
            str(said["fetched"]),
            str(said["sha256"]),
            int(said["size"]),
            dict(said["headers"]),
        )


def digest(path: Path) -> str:
    """The SHA-256 of a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def replace_text(path: Path, text: str) -> None:
    """Write a small file so that it is there whole or not at all."""
    beside = path.with_name(f"{path.name}.new")
    beside.write_text(text)
    os.replace(beside, path)
