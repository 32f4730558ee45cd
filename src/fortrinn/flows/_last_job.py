"""The compiled loops of the fast path (compiled once, then kept on disk by numba)."""

import numpy as np
from numba import njit

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FREE = np.iinfo(np.int64).min
_LOW = np.int64(0xFFFFFFFF)


@njit(cache=True, nogil=True, inline="always")
def _mixed(person):  # type: ignore[no-untyped-def]  # numba infers the types
    """A 64-bit hash; its lowest bit chooses the part, the rest the slot."""
    hashed = np.uint64(person) * _GOLDEN
    return hashed ^ (hashed >> np.uint64(32))


@njit(cache=True, nogil=True)
def count_stretch(person, place, code, group, setting, jobs, counts):  # type: ignore[no-untyped-def]
    """Go through rows of one year: count moves against the last job, then remember this one."""
    year, gap, part, used = setting
    mask = np.uint64(len(jobs) - 1)
    one = np.uint64(1)
    doubled = 0
    for row in range(len(person)):
        who = person[row]
        hashed = _mixed(who)
        if np.int64(hashed & one) != part:
            continue
        slot = (hashed >> one) & mask
        while jobs[slot, 1] != _FREE and jobs[slot, 0] != who:
            slot = (slot + one) & mask
        before = jobs[slot, 1]
        if before == _FREE:
            jobs[slot, 0] = who
            used += 1
        elif before >> 32 == year:
            doubled += 1
        elif (
            year - (before >> 32) <= gap
            and jobs[slot, 2] != place[row]
            and jobs[slot, 3] != group[row]
        ):
            # Without the group rule the group column holds the establishment once more.
            counts[before & _LOW, code[row]] += 1
        jobs[slot, 1] = (year << 32) | code[row]
        jobs[slot, 2] = place[row]
        jobs[slot, 3] = group[row]
    return used, doubled


@njit(cache=True, nogil=True)
def move_over(old, new):  # type: ignore[no-untyped-def]
    """Copy the filled slots of a table into a larger one."""
    mask = np.uint64(len(new) - 1)
    one = np.uint64(1)
    for row in range(len(old)):
        if old[row, 1] == _FREE:
            continue
        slot = (_mixed(old[row, 0]) >> one) & mask
        while new[slot, 1] != _FREE:
            slot = (slot + one) & mask
        new[slot] = old[row]


@njit(cache=True, nogil=True)
def count_pairs(left, entered, counts):  # type: ignore[no-untyped-def]  # numba infers the types
    """Count a row for each pair of numbers; below zero is no code."""
    for row in range(len(left)):
        if left[row] >= 0 and entered[row] >= 0:
            counts[left[row], entered[row]] += 1
