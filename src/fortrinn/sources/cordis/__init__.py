"""CORDIS: projects of the EU's framework programmes with their partners and places."""

from fortrinn.sources.cordis.client import Cordis

__all__ = ["Cordis"]
