"""Fixtures of these tests."""

from collected import collected

__all__ = ["collected"]
