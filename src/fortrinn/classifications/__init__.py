"""Regions and activities as classifications: codes, parents, versions.

The tables themselves ship in :mod:`fortrinn.reference`; here is what a code means.
"""

from fortrinn.classifications.industries import Classification, Industry, Label, divisions
from fortrinn.classifications.regions import Part, RegionCode, parts_in, slug_of

__all__ = [
    "Classification",
    "Industry",
    "Label",
    "Part",
    "RegionCode",
    "divisions",
    "parts_in",
    "slug_of",
]
