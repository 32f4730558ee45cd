"""Samples changed at random, for every decoder and file reader: cheap enough for 100,000 of each.

``python -m sources.mutating 100000 [NAME ...]`` (in ``tests``) is the long run. It says how many
inputs each reader got and read, and stops at the first that is neither refused by an error of our
own tree nor read into a right table; the input is named by its number, and kept beside.
"""

from __future__ import annotations

import copy
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fortrinn.errors import FortrinnError

SLOW: Final = 5.0
Dice = random.Random
WORDS: Final = (
    "18", "0301", "-", "..", ":", ".", "", "0", "-3", "1 234,5", "1,234.5", "1e400", "NaN", "=A1",
    "'", '"', ";", ",", "\t", "\n", "\r\n", "\x00", "\ufeff", "\u00a0", "\u2212", "æ", "x" * 40,
    "null", "[", "]", "{", "}", "<", ">", "&", "</", "true", "value", "status", "region", "2024",
)  # fmt: skip
LEAVES: Final = (
    None, True, False, 0, 1, -2, 2**70, 1.5, -0.0, 1e308, "", ":", ".", "..", "-", "c", "18",
    "2019", "\ud800", "x" * 50, [], {}, [None], {"0": 1}, [[]], {"id": "18"},
)  # fmt: skip


@dataclass(frozen=True)
class Reader:
    """A decoder or file reader: how an input is made, and how it is read and judged."""

    name: str
    make: Callable[[Dice], bytes]
    read: Callable[[bytes], None]


def changed(dice: Dice, sample: bytes) -> bytes:
    """A few places of a sample with other bytes or words, moved, doubled or cut off."""
    found = bytearray(sample)
    for _change in range(dice.choice((1, 1, 2, 3, 6))):
        place, length = dice.randrange(len(found) + 1), dice.choice((0, 1, 1, 2, 5, 30))
        match dice.randrange(12):
            case 0:
                found[place : place + length] = dice.randbytes(dice.randrange(4))
            case 1 | 2 | 3 | 4:
                found[place:place] = dice.choice(WORDS).encode()
            case 5 | 6 | 7:
                found[place : place + length] = dice.choice(WORDS).encode()
            case 8:
                del found[place : place + length]
            case 9 | 10:
                other = dice.randrange(len(found) + 1)
                found[other:other] = found[place : place + length * dice.choice((1, 1, 20))]
            case 11 if dice.random() < 0.2:
                del found[place:]
    return bytes(found)


def changed_json(dice: Dice, sample: bytes) -> bytes:
    """A sample of JSON with a few parts replaced, taken out, doubled or swapped; or other bytes."""
    if dice.random() < 0.2:
        return changed(dice, sample)
    said = json.loads(sample)
    for _change in range(dice.choice((1, 1, 2, 3))):
        _change_part(dice, said)
    return json.dumps(said, ensure_ascii=dice.random() < 0.9).encode("utf-8", "surrogatepass")


def _change_part(dice: Dice, said: Any) -> None:
    """Walk down to some place and change what is there."""
    while True:
        keys: Sequence[Any] = list(said) if isinstance(said, dict) else range(len(said))
        if not keys:
            return
        key = dice.choice(keys)
        below = said[key]
        if isinstance(below, dict | list) and below and dice.random() < 0.75:
            said = below
            continue
        match dice.randrange(5):
            case 0 | 1 | 2:
                said[key] = copy.deepcopy(dice.choice(LEAVES))
            case 3:
                del said[key]
            case 4:
                said[key] = copy.deepcopy(said[dice.choice(keys)])
        return


def try_out(reader: Reader, count: int, *, first: int = 0) -> int:
    """So many inputs, each told by its number; how many were read, the others being refused."""
    return sum(_is_read(reader, number) for number in range(first, first + count))


def _is_read(reader: Reader, number: int) -> bool:
    """Whether an input is read and not refused; what fails is kept and named."""
    raw = reader.make(Dice(f"{reader.name} {number}"))
    begun = time.process_time()
    try:
        reader.read(raw)
    except FortrinnError:
        return False
    except BaseException as wrong:
        kept = Path(tempfile.gettempdir()) / f"input-{reader.name.replace(' ', '-')}-{number}"
        kept.write_bytes(raw)
        wrong.add_note(f"Input {number} of '{reader.name}', kept in {kept}.")
        raise
    assert time.process_time() - begun < SLOW, f"Input {number} of '{reader.name}' is slow."
    return True


def main(words: Sequence[str]) -> None:
    """Each reader in turn, a line for each tenth of its inputs."""
    from sources.readers import READERS

    count, names = int(words[0]), words[1:]
    for reader in READERS:
        if names and reader.name not in names:
            continue
        begun, read = time.monotonic(), 0
        for part in range(10):
            first, done = part * count // 10, (part + 1) * count // 10
            read += try_out(reader, done - first, first=first)
            spent = time.monotonic() - begun
            told = f"{done:,} inputs, {read:,} read, {done - read:,} refused, {spent:,.0f} s"
            sys.stdout.write(f"{reader.name}: {told}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
