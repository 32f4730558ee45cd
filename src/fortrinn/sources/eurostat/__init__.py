"""Eurostat: the statistics API (JSON-stat), and SDMX where an answer is large."""

from fortrinn.sources.eurostat.client import Eurostat
from fortrinn.sources.eurostat.sdmx import decode_csv, decode_tsv

__all__ = ["Eurostat", "decode_csv", "decode_tsv"]
