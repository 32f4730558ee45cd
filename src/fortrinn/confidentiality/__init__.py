"""Tables of our own that may be published: which cells to hide, and whether that is enough.

A publisher's withheld cells stay withheld and need none of this. It is for what is counted here:
persons, participants, enterprises.

>>> import numpy as np
>>> table = OwnTable(np.array([[20.0, 3.0, 40.0], [30.0, 25.0, 8.0], [12.0, 9.0, 50.0]]))
>>> hidden = protect(table, table.inner < 5)
>>> int(hidden[0, 1]), int(hidden.sum()) > 1
(1, True)
>>> audit(table, hidden, table.inner < 5).is_safe
True
"""

from fortrinn.confidentiality.auditing import Audit, Interval, audit
from fortrinn.confidentiality.hiding import protect
from fortrinn.confidentiality.long import Cube, audit_long, protected_long, with_hidden
from fortrinn.confidentiality.rules import (
    DOMINANCE,
    LEAST_PERSONS,
    LEAST_UNITS,
    few_persons,
    few_units,
)
from fortrinn.confidentiality.table import OwnTable
from fortrinn.confidentiality.together import Counts, Protected, protect_together

__all__ = [
    "DOMINANCE",
    "LEAST_PERSONS",
    "LEAST_UNITS",
    "Audit",
    "Counts",
    "Cube",
    "Interval",
    "OwnTable",
    "Protected",
    "audit",
    "audit_long",
    "few_persons",
    "few_units",
    "protect",
    "protect_together",
    "protected_long",
    "with_hidden",
]
