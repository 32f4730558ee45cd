"""The small official tables that ship: counties, industries and a first data set.

Every table says its source, licence and date in :func:`datasets`; what was done to each stands
in ``docs/data.md``. Files are read when they are first asked for and kept.
"""

from fortrinn.reference.accounts import (
    NORWAY,
    TOTAL,
    AccountIndustry,
    Accounts,
    SourceCell,
    accounts,
)
from fortrinn.reference.datasets import Dataset, dataset, datasets
from fortrinn.reference.files import Text
from fortrinn.reference.industries import classification, industry_labels
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
    "NORWAY",
    "TOTAL",
    "AccountIndustry",
    "Accounts",
    "AreaMap",
    "AreaPath",
    "County",
    "CountyChange",
    "Dataset",
    "DatedFact",
    "Municipality",
    "SourceCell",
    "Text",
    "accounts",
    "classification",
    "counties",
    "county",
    "county_changes",
    "county_paths",
    "dataset",
    "datasets",
    "industry_labels",
    "municipalities",
    "municipality_paths",
    "region_history",
]
