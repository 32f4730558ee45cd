"""JSON-stat 2, from any publisher and in all its forms, as a long table.

>>> answer = b'''{"class": "dataset", "id": ["region", "year"], "size": [2, 1], "dimension": {
...     "region": {"category": {"index": ["18", "55"], "label": {"18": "Nordland"}}},
...     "year": {"category": {"label": {"2019": "2019"}}}},
...     "value": {"0": 12.5}, "status": {"1": ":"}}'''
>>> decoded = decode(answer, PXWEB)
>>> decoded.table.to_pylist()[0]
{'region': '18', 'year': '2019', 'value': 12.5, 'status': 'published', 'mark': None}
>>> decoded.table.to_pylist()[1]
{'region': '55', 'year': '2019', 'value': None, 'status': 'withheld', 'mark': ':'}
"""

from fortrinn.sources.jsonstat.decoder import Decoded, decode, described
from fortrinn.sources.marks import EUROSTAT, PXWEB, Marks

__all__ = ["EUROSTAT", "PXWEB", "Decoded", "Marks", "decode", "described"]
