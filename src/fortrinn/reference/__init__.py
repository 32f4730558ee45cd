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
from fortrinn.reference.europe import nuts2_employment, nuts2_names, nuts2_other_definition
from fortrinn.reference.exports import (
    ExportFigure,
    ExportGroup,
    ExportRegion,
    Exports,
    exports,
)
from fortrinn.reference.files import Text
from fortrinn.reference.industries import classification, industry_labels
from fortrinn.reference.nearby import comparison_groups, neighbours
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
from fortrinn.reference.telemark import (
    EMPLOYMENT_GROUPS,
    SIZES,
    telemark_employment,
    telemark_establishments,
    telemark_establishments_by_size,
)

__all__ = [
    "EMPLOYMENT_GROUPS",
    "NORWAY",
    "SIZES",
    "TOTAL",
    "AccountIndustry",
    "Accounts",
    "AreaMap",
    "AreaPath",
    "County",
    "CountyChange",
    "Dataset",
    "DatedFact",
    "ExportFigure",
    "ExportGroup",
    "ExportRegion",
    "Exports",
    "Municipality",
    "SourceCell",
    "Text",
    "accounts",
    "classification",
    "comparison_groups",
    "counties",
    "county",
    "county_changes",
    "county_paths",
    "dataset",
    "datasets",
    "exports",
    "industry_labels",
    "municipalities",
    "municipality_paths",
    "neighbours",
    "nuts2_employment",
    "nuts2_names",
    "nuts2_other_definition",
    "region_history",
    "telemark_employment",
    "telemark_establishments",
    "telemark_establishments_by_size",
]
