"""Two or three groupings of one list together tell no more than each of them may."""

from collections import Counter
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from fortrinn.confidentiality import Counts, protect_together

COLUMNS = "abc"


def grouped(people, columns, shown=None):
    """A list of persons counted by some columns; ``shown`` are the cells that were published."""
    found = Counter(tuple(one[COLUMNS.index(c)] for c in columns) for one in people)
    cells, values = list(found), np.array(list(found.values()), float)
    hidden = np.array([shown is not None and cell not in shown for cell in cells])
    codes = {c: [cell[i] for cell in cells] for i, c in enumerate(columns)}
    known = ~hidden if shown is not None else np.zeros(len(cells), bool)
    return Counts(codes, values, values < 5, hidden, known)


def published(people, columns, before):
    """A new table made safe beside those before: its cells that are shown."""
    new = grouped(people, columns)
    earlier = [grouped(people, each, shown) for each, shown in before]
    made = protect_together(new, earlier, lambda: grouped(people, COLUMNS))
    cells = list(zip(*new.codes.values(), strict=True))
    return {cell for cell, gone in zip(cells, made.hidden, strict=True) if not gone}, made.open


def worked_out(people, tables):
    """Secrets that somebody with these tables finds out, by trying every list that fits."""
    sizes = [sorted({one[i] for one in people}) for i in range(3)]
    cube = list(product(*sizes))
    lines, figures, secrets = [], [], []
    for columns, shown in tables:
        counts = Counter(tuple(one[COLUMNS.index(c)] for c in columns) for one in people)
        for cell in product(*(sizes[COLUMNS.index(c)] for c in columns)):
            line = np.array([
                all(full[COLUMNS.index(c)] == cell[i] for i, c in enumerate(columns))
                for full in cube
            ], float)  # fmt: skip
            if cell in shown or cell not in counts:
                lines.append(line)
                figures.append(counts[cell])
            elif counts[cell] < 5:
                secrets.append((cell, counts[cell], line))
    found = []
    for cell, value, line in secrets:
        ends = [
            linprog(sign * line, A_eq=np.array(lines) if lines else None, b_eq=figures or None,
                    bounds=(0, len(people) + 99), method="highs").fun * sign
            for sign in (1, -1)
        ]  # fmt: skip
        if ends[1] - ends[0] < max(1.0, 0.2 * value) - 1e-6:
            found.append((cell, value))
    return found


PEOPLE = st.lists(
    st.tuples(st.sampled_from("pqr"), st.sampled_from("xy"), st.sampled_from("12")),
    min_size=12,
    max_size=80,
)


@settings(max_examples=40, deadline=None)
@given(
    PEOPLE, st.sampled_from([("ab", "ac"), ("a", "ab"), ("ab", "a"), ("abc", "b"), ("c", "abc")])
)
def test_nobody_with_two_groupings_works_out_a_secret_of_either(people, groupings):
    tables = []
    for columns in groupings:
        shown, still_open = published(people, columns, tables)
        tables.append((columns, shown))
        if still_open:
            return
    assert worked_out(people, tables) == []


@settings(max_examples=15, deadline=None)
@given(PEOPLE)
def test_three_groupings_in_a_ring_are_tied_closer_and_held_so(people):
    tables = []
    for columns in ("ab", "ac", "bc"):
        shown, still_open = published(people, columns, tables)
        if still_open:
            return
        tables.append((columns, shown))
    assert worked_out(people, tables) == []
