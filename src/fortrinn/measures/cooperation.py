"""Who works with whom across the country: cooperation between regions, from joint projects."""

from typing import Any, Final, Literal

import numpy as np

from fortrinn.cells import Codes, Floats
from fortrinn.errors import TableError, UndefinedMeasure
from fortrinn.index import Index
from fortrinn.language import gettext_noop as _
from fortrinn.measures._choices import check_choice
from fortrinn.measures.pairwise import RegionPairs
from fortrinn.tables import Columns

Counting = Literal["fractional", "full"]
COUNTING: Final = ("fractional", "full")


def cooperation(
    table: Any,
    *,
    project: str = "project",
    participant: str = "participant",
    region: str = "region",
    counting: Counting = "fractional",
) -> RegionPairs:
    """Cooperation: how much every two regions take part in the same projects.

    Fractional counting lets every participant share one among its partners in the project, so that
    a consortium of thirty does not outweigh a hundred projects of two.

    .. math:: C_{rq} = \\sum_p \\frac{n_{pr} n_{pq}}{n_p - 1} \\; (r \\ne q), \\quad
        C_{rr} = \\sum_p \\frac{n_{pr} (n_{pr} - 1)}{n_p - 1}

    with :math:`n_{pr}` the participants of project :math:`p` in region :math:`r` and :math:`n_p`
    all of them; a region's row sums to its participations in projects with more than one. Full
    counting is the number of projects that both take part in (on the diagonal: with two or more
    participants of the region).

    Parameters
    ----------
    table
        One row for each participation; a pandas, polars or Arrow table or a dictionary of columns.
        A row that stands twice counts once.
    project, participant, region
        Names of columns. A participant with two regions in a project counts in each.
    counting
        ``"fractional"`` or ``"full"``.

    Returns
    -------
    RegionPairs
        (R, R), participations (fractional) or projects (full). 0 is no joint project in the table:
        partners that the table lacks, abroad for instance, are not seen.

    Raises
    ------
    TableError
        A column or a name is missing, or the table has no rows.
    SettingError
        An unknown counting.

    References
    ----------
    Perianes-Rodriguez, A., Waltman, L. and van Eck, N. J. (2016). Constructing bibliometric
    networks: a comparison between full and fractional counting. Journal of Informetrics 10,
    1178-1195.

    Examples
    --------
    >>> rows = {
    ...     "project": ["p", "p", "p", "q", "q"],
    ...     "participant": ["mill", "lab", "port", "mill", "lab"],
    ...     "region": ["Nordland", "Oslo", "Oslo", "Nordland", "Oslo"],
    ... }
    >>> cooperation(rows).values
    array([[0., 2.],
           [2., 1.]])
    >>> cooperation(rows, counting="full")["Nordland", "Oslo"]
    2.0
    """
    check_choice("counting", counting, COUNTING)
    members, regions = _members(table, project, participant, region)
    size = members.sum(axis=1, keepdims=True)
    joint = size[:, 0] > 1
    members, size = members[joint], size[joint]
    if counting == "full":
        values = _shared_projects(members)
    else:
        share = members / (size - 1)
        values = share.T @ members
        values = (values + values.T) / 2  # the machine may part the two ways by a last digit
        values[np.diag_indices(len(regions))] -= share.sum(axis=0)
    return RegionPairs.trusted(
        values,
        regions,
        name="cooperation",
        convention={
            "measure": "cooperation in joint projects",
            "counting": counting,
            "diagonal": "within the region",
            "projects": int(joint.sum()),
            "projects_of_one": int((~joint).sum()),
            "unseen": "partners that the table lacks",
        },
    )


def cooperation_strength(pairs: RegionPairs) -> RegionPairs:
    """Cooperation strength: how many times as much as their sizes would lead one to expect.

    Large regions meet in many projects because they are in many. 1 is what chance would give two
    regions that cooperate as much as these do in all; 2 twice that.

    .. math:: A_{rq} = \\frac{C_{rq} \\, T}{S_r S_q}, \\quad S_r = \\sum_{q \\ne r} C_{rq}, \\quad
        T = \\sum_r S_r

    Parameters
    ----------
    pairs
        From :func:`cooperation`. What happens within a region is left aside.

    Returns
    -------
    RegionPairs
        (R, R) from 0 up, without a unit. NaN on the diagonal, and for a region that cooperates
        with no other.

    References
    ----------
    van Eck, N. J. and Waltman, L. (2009). How to normalize cooccurrence data? JASIST 60, 1635-1651.

    Examples
    --------
    >>> rows = {"project": [1, 1, 2, 2], "participant": list("abcd"), "region": list("NONT")}
    >>> cooperation_strength(cooperation(rows))["N", "O"]
    2.0
    """
    between = np.array(pairs.values)
    np.fill_diagonal(between, 0.0)
    margin = between.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        strength = between * margin.sum() / np.outer(margin, margin)
    strength[~np.isfinite(strength)] = np.nan
    np.fill_diagonal(strength, np.nan)
    convention = {
        **pairs.convention,
        "measure": "cooperation over what the regions' sums lead to expect",
        "diagonal": "left out",
    }
    return RegionPairs.trusted(
        strength, pairs.regions, name="cooperation_strength", convention=convention
    )


def outward_share(pairs: RegionPairs) -> Index:
    """Outward share: how much of a region's cooperation crosses its border.

    .. math:: O_r = \\frac{\\sum_{q \\ne r} C_{rq}}{\\sum_q C_{rq}}

    Parameters
    ----------
    pairs
        From :func:`cooperation`, counted fractionally.

    Returns
    -------
    Index
        (R,), 0-1. NaN for a region without cooperation. Small regions have few to work with at
        home, so compare regions of like size.

    Raises
    ------
    UndefinedMeasure
        The pairs are counted in full, where a project lies both within and across.

    References
    ----------
    Krackhardt, D. and Stern, R. N. (1988). Informal networks and organizational crises. Social
    Psychology Quarterly 51, 123-140 (external ties over all).

    Examples
    --------
    >>> rows = {"project": [1, 1, 1], "participant": list("abc"), "region": list("NOO")}
    >>> outward_share(cooperation(rows))
    Index(outward_share: N 1, O 0.5)
    """
    if pairs.convention.get("counting") != "fractional":
        raise UndefinedMeasure(
            _("Shares need cooperation counted fractionally. Count with counting='fractional'.")
        )
    whole = pairs.values.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = 1 - pairs.values.diagonal() / np.where(whole > 0, whole, np.nan)
    convention = {**pairs.convention, "measure": "outward_share", "undefined": "NaN"}
    return Index(share, pairs.regions, name="outward_share", convention=convention)


def bridging(pairs: RegionPairs) -> Index:
    """Bridging: how often a region lies on the shortest way between two others.

    Ways run over cooperation, and much of it makes a short way. A region that others reach each
    other through can carry knowledge between them, and can stand in the way.

    .. math:: B_r = \\frac{2}{(R-1)(R-2)} \\sum_{q < s} \\frac{\\sigma_{qs}(r)}{\\sigma_{qs}},
        \\quad \\text{lengths } 1 / C_{qs}

    with :math:`\\sigma_{qs}` the number of shortest ways and :math:`\\sigma_{qs}(r)` those over r.

    Parameters
    ----------
    pairs
        From :func:`cooperation` or :func:`cooperation_strength`.

    Returns
    -------
    Index
        (R,), 0-1; 0 where there are fewer than three regions. Two regions that do not cooperate,
        or whose cooperation is not known, are no step of a way.

    References
    ----------
    Freeman, L. C. (1977). A set of measures of centrality based on betweenness. Sociometry 40,
    35-41. Reckoned by networkx (Brandes' algorithm).

    Examples
    --------
    >>> rows = {"project": [1, 1, 2, 2], "participant": list("abcd"), "region": list("NOOT")}
    >>> bridging(cooperation(rows))
    Index(bridging: N 0, O 1, T 0)
    """
    import networkx as nx

    network = nx.Graph()
    network.add_nodes_from(range(len(pairs)))
    weights = np.nan_to_num(pairs.values)
    for one, other in np.argwhere(np.triu(weights, 1) > 0).tolist():
        network.add_edge(one, other, length=1 / weights[one, other])
    found = nx.betweenness_centrality(network, weight="length")
    return Index(
        [found[row] for row in range(len(pairs))],
        pairs.regions,
        name="bridging",
        convention={**pairs.convention, "measure": "betweenness", "length": "1 / cooperation"},
    )


def _members(
    table: Any, project: str, participant: str, region: str
) -> tuple[Floats, tuple[str, ...]]:
    """(P, R) participants of each project in each region; a row that stands twice counts once."""
    columns = Columns(table)
    projects, participants, regions = (
        columns.labels(name) for name in (project, participant, region)
    )
    if not projects.codes.size:
        raise TableError(_("The table has no rows. Give at least one."))
    rows: Codes = np.unique(
        np.column_stack([projects.codes, participants.codes, regions.codes]), axis=0
    )
    members = np.zeros((len(projects.names), len(regions.names)))
    np.add.at(members, (rows[:, 0], rows[:, 2]), 1.0)
    return members, regions.names


def _shared_projects(members: Floats) -> Floats:
    """(R, R), projects both are in; on the diagonal those with two participants of the region."""
    there = (members > 0).astype(np.float64)
    shared = there.T @ there
    np.fill_diagonal(shared, (members > 1).sum(axis=0))
    return np.asarray(shared, dtype=np.float64)
