"""From a person's table to result tables: what ``fortrinn analyse`` does, without files.

>>> from fortrinn.examples import employment
>>> result = analyse(employment().to_arrow())
>>> result.specialisation.select(["region", "activity", "location_quotient", "flag"]).to_pylist()[1]
{'region': 'A', 'activity': 'i2', 'location_quotient': 0.9473684210526315, 'flag': 'uncertain'}
>>> result.regions["diversity"].to_pylist()
[1.0, 2.0, 2.0]
"""

from fortrinn.analysis.csv_text import written_csv
from fortrinn.analysis.option_rows import ACTIVITIES, OPTIONS, RELATEDNESS
from fortrinn.analysis.output import OutputFolder
from fortrinn.analysis.pipeline import Analysis, analyse
from fortrinn.analysis.results import REGIONS, SPECIALISATION

__all__ = [
    "ACTIVITIES",
    "OPTIONS",
    "REGIONS",
    "RELATEDNESS",
    "SPECIALISATION",
    "Analysis",
    "OutputFolder",
    "analyse",
    "written_csv",
]
