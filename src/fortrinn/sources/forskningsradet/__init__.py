"""The Research Council of Norway: open files of grants and of participation in EU projects."""

from fortrinn.sources.forskningsradet.client import Forskningsradet

__all__ = ["Forskningsradet"]
