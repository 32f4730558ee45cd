"""Fortrinn: smart specialisation for regions, from public statistics to stated reasons."""

__version__ = "0.1.0"
