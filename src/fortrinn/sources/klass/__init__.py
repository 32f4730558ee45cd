"""KLASS: Statistics Norway's classifications, their changes and how they correspond."""

from fortrinn.sources.klass.client import COUNTIES, INDUSTRIES, MUNICIPALITIES, Klass

__all__ = ["COUNTIES", "INDUSTRIES", "MUNICIPALITIES", "Klass"]
