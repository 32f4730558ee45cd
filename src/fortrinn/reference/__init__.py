"""The small official tables that ship: counties, industries and a first data set.

Every table says its source, licence and date in :func:`datasets`; what was done to each stands
in ``docs/data.md``. Files are read when they are first asked for and kept.
"""

from fortrinn.reference.datasets import Dataset, dataset, datasets
from fortrinn.reference.files import Text
from fortrinn.reference.places import (
    AreaMap,
    AreaPath,
    County,
    CountyChange,
    DatedFact,
    Municipality,
    counties,
    county,
    county_changes,
    county_paths,
    municipalities,
    municipality_paths,
    region_history,
)

__all__ = [
    "AreaMap",
    "AreaPath",
    "County",
    "CountyChange",
    "Dataset",
    "DatedFact",
    "Municipality",
    "Text",
    "counties",
    "county",
    "county_changes",
    "county_paths",
    "dataset",
    "datasets",
    "municipalities",
    "municipality_paths",
    "region_history",
]
