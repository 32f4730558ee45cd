"""The measures of relatedness and complexity written out plainly, in float64, cell by cell.

Slow and without any cleverness, so that they can be checked against the formulae by eye.
"""

import numpy as np

NAN = float("nan")


def presences(x):
    """Quotient at or above 1, nothing where nothing is."""
    x = np.asarray(x, dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        quotient = x * x.sum() / np.outer(x.sum(axis=1), x.sum(axis=0))
    return (x > 0) & (quotient >= 1 - 1e-9)


def co_location(m):
    regions, activities = m.shape
    near = np.zeros((activities, activities))
    for i in range(activities):
        for j in range(activities):
            both = sum(m[r, i] and m[r, j] for r in range(regions))
            u_i, u_j = m[:, i].sum(), m[:, j].sum()
            near[i, j] = NAN if u_i == 0 or u_j == 0 else min(both / u_i, both / u_j)
            if i == j and u_i:
                near[i, j] = 0
    return near


def normalised(m, kind, margins):
    counts = (m.T.astype(float) @ m).astype(float)
    places = float(len(m))
    if margins == "pairs":
        np.fill_diagonal(counts, 0)
        s, total = counts.sum(axis=1), counts.sum()
    else:
        s, total = counts.diagonal().copy(), places
    near = np.full(counts.shape, NAN)
    for i in range(len(s)):
        for j in range(len(s)):
            if s[i] == 0 or s[j] == 0:
                continue
            near[i, j] = 0 if i == j else one_normalised(counts[i, j], s[i], s[j], total, kind)
    return near


def one_normalised(c, s_i, s_j, total, kind):
    if kind == "association_strength":
        return c * total / (s_i * s_j)
    if kind == "cosine":
        return c / np.sqrt(s_i * s_j)
    if kind == "jaccard":
        return c / (s_i + s_j - c)
    if s_i == total or s_j == total:
        return NAN
    chance = (s_i / total) * (s_j / (total - s_i)) + (s_j / total) * (s_i / (total - s_j))
    return c / (chance * total / 2)


def density(m, near):
    near = np.where(near > 0, near, 0)
    result = np.full(m.shape, NAN)
    for r in range(m.shape[0]):
        for i in range(m.shape[1]):
            total = near[:, i].sum()
            if total > 0:
                result[r, i] = near[m[r], i].sum() / total
    return result


def outlook(m, near, worth):
    around = density(m, near)
    result = []
    for r in range(m.shape[0]):
        reached = [i for i in range(m.shape[1]) if not m[r, i] and around[r, i] > 0]
        told = [i for i in reached if not np.isnan(worth[i])]
        known = bool(told) or not reached
        result.append(sum(around[r, i] * worth[i] for i in told) if known else NAN)
    return result


def gain(m, near, worth):
    near = np.where(near > 0, near, 0)
    result = np.zeros(m.shape)
    for r in range(m.shape[0]):
        for i in range(m.shape[1]):
            if m[r, i]:
                continue
            if near[i].sum() == 0:
                result[r, i] = NAN
                continue
            nearer = [j for j in range(m.shape[1]) if not m[r, j] and near[i, j] > 0]
            told = [j for j in nearer if not np.isnan(worth[j])]
            known = bool(told) or not nearer
            result[r, i] = (
                sum(near[i, j] / near[j].sum() * worth[j] for j in told) if known else NAN
            )
    return result


def complexity(m):
    """Both sides by the full eigendecomposition of the unsymmetric matrix, diverse regions up."""
    rows, columns = m.any(axis=1), m.any(axis=0)
    inside = m[np.ix_(rows, columns)].astype(float)
    d, u = inside.sum(axis=1), inside.sum(axis=0)
    matrix = (inside / u).T @ (inside / d[:, np.newaxis])
    values, vectors = np.linalg.eig(matrix)
    second = np.argsort(values.real)[-2]
    activities = vectors[:, second].real
    regions = inside @ activities / d
    if np.corrcoef(regions, d)[0, 1] < 0:
        regions, activities = -regions, -activities
    centre, spread = regions.mean(), regions.std()
    both = np.full(m.shape[0], NAN), np.full(m.shape[1], NAN)
    both[0][rows] = (regions - centre) / spread
    both[1][columns] = (activities - centre) / spread
    return both


def tail(probabilities, count):
    """The probability of count hits or more, by going through every outcome."""
    total = 0.0
    for outcome in range(2 ** len(probabilities)):
        hits = [(outcome >> k) & 1 for k in range(len(probabilities))]
        if sum(hits) >= count:
            total += np.prod(
                [p if hit else 1 - p for p, hit in zip(probabilities, hits, strict=True)]
            )
    return total


def skill_relatedness(counts, self_moves):
    f = np.array(counts, dtype=float)
    if self_moves == "excluded":
        np.fill_diagonal(f, 0)
    n = len(f)
    scaled = np.full((n, n), NAN)
    for i in range(n):
        for j in range(n):
            expected = f[i].sum() * f[:, j].sum() / f.sum()
            if expected > 0:
                ratio = f[i, j] / expected
                scaled[i, j] = (ratio - 1) / (ratio + 1)
    with np.errstate(invalid="ignore"):
        pair = np.stack([scaled, scaled.T])
    near = np.where(np.isnan(pair).all(axis=0), NAN, np.nansum(pair, axis=0))
    near = near / np.maximum((~np.isnan(pair)).sum(axis=0), 1)
    np.fill_diagonal(near, 0)
    return near
