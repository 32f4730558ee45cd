"""PxWebApi 2: Statistics Norway and every other agency with the same software."""

from fortrinn.sources.pxweb.client import PxWeb, pxweb

__all__ = ["PxWeb", "pxweb"]
