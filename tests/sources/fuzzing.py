"""How many made-up inputs each decoder and file reader is tried with."""

import os

ORDINARY = 120


def examples() -> int:
    """A hundred or so for each, above 1,000 together; ``FORTRINN_FUZZ`` of each otherwise."""
    return int(os.environ.get("FORTRINN_FUZZ", str(ORDINARY)))
