"""Brønnøysund: the register of units (``enheter``) and of work places (``underenheter``)."""

from fortrinn.sources.brreg.client import Brreg

__all__ = ["Brreg"]
