"""Where tables come from: files that people bring."""

from fortrinn.sources.files import TableFile, open_table
from fortrinn.sources.long_table import LongTable

__all__ = ["LongTable", "TableFile", "open_table"]
