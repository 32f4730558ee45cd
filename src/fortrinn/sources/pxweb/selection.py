"""Which codes a selection means, and how a large one is parted under an agency's limit."""

from __future__ import annotations

import fnmatch
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from fortrinn.errors import SettingError, refuse_name
from fortrinn.language import gettext_noop as _

_COUNT: Final = re.compile("[0-9]{1,9}")
_FUNCTION: Final = re.compile(r"(top|bottom|range|from|to)\(([^()]*)\)", re.IGNORECASE)


def expand(wanted: Sequence[str], codes: Sequence[str], *, time: bool = False) -> list[str]:
    """The codes that some expressions mean, in the table's order, each once.

    The top of periods is the newest, the top of other codes the first in the list.

    >>> years = ["2019", "2020", "2021", "2022"]
    >>> expand(["top(2)"], years, time=True), expand(["top(2)"], ["a", "b", "c"])
    (['2021', '2022'], ['a', 'b'])
    >>> expand(["bottom(1)", "2022"], years, time=True), expand(["range(2020,2021)"], years)
    (['2019', '2022'], ['2020', '2021'])
    >>> expand(["from(2021)"], years), expand(["201*"], years)
    (['2021', '2022'], ['2019'])
    """
    chosen = {code for expression in wanted for code in _meant(expression.strip(), codes, time)}
    return [code for code in codes if code in chosen]


def _meant(expression: str, codes: Sequence[str], time: bool) -> Sequence[str]:
    if expression in codes:
        return [expression]
    if (call := _FUNCTION.fullmatch(expression)) is not None:
        name, arguments = call[1].lower(), [each.strip() for each in call[2].split(",")]
        if name in ("top", "bottom"):
            count, offset = _numbers(name, arguments)
            return _at_end(codes, count, offset, last=(name == "top") == time)
        return _between(name, arguments, codes)
    if "*" in expression or "?" in expression:
        pattern = expression.replace("[", "[[]")
        return [code for code in codes if fnmatch.fnmatchcase(code, pattern)]
    refuse_name(expression, codes)


def _numbers(name: str, arguments: Sequence[str]) -> tuple[int, int]:
    """How many codes, and how many to pass over before."""
    numbers = [int(each) for each in arguments if _COUNT.fullmatch(each)]
    if len(numbers) != len(arguments) or len(numbers) > 2:
        raise SettingError(
            _("'{expression}' should have a number, as in top(5)."),
            expression=f"{name}({','.join(arguments)})",
        )
    return numbers[0], (numbers[1] if len(numbers) == 2 else 0)


def _at_end(codes: Sequence[str], count: int, offset: int, *, last: bool) -> Sequence[str]:
    if not last:
        return codes[offset : offset + count]
    end = max(len(codes) - offset, 0)
    return codes[max(end - count, 0) : end]


def _between(name: str, arguments: Sequence[str], codes: Sequence[str]) -> Sequence[str]:
    for code in arguments:
        if code not in codes:
            refuse_name(code, codes)
    places = [codes.index(code) for code in arguments]
    if len(places) != (2 if name == "range" else 1):
        raise SettingError(
            _("'{expression}' should name the codes at its ends, as in range(2015,2020)."),
            expression=f"{name}({','.join(arguments)})",
        )
    first = places[0] if name in ("range", "from") else 0
    last = places[-1] if name in ("range", "to") else len(codes) - 1
    return codes[first : last + 1]


def parts(chosen: Mapping[str, Sequence[str]], most: int) -> Iterator[dict[str, list[str]]]:
    """Selections of at most ``most`` cells that together are the whole, in the table's order.

    >>> list(parts({"region": ["a", "b", "c"], "year": ["1", "2"]}, 4))
    [{'region': ['a', 'b'], 'year': ['1', '2']}, {'region': ['c'], 'year': ['1', '2']}]
    """
    if math.prod(len(codes) for codes in chosen.values()) <= max(most, 1):
        yield {name: list(codes) for name, codes in chosen.items()}
        return
    first = next(name for name, codes in chosen.items() if len(codes) > 1)
    of_the_rest = math.prod(len(codes) for name, codes in chosen.items() if name != first)
    block = max(most // of_the_rest, 1)
    codes = chosen[first]
    for start in range(0, len(codes), block):
        yield from parts({**chosen, first: codes[start : start + block]}, most)
