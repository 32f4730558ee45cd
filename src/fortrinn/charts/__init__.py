"""Charts: what measures return, drawn for pages, documents and slides.

A :class:`~fortrinn.charts.chart.Chart` holds a specification for two widths and the words that go
with it; :mod:`fortrinn.charts.render` makes the pictures.
"""

from fortrinn.charts.chart import Chart

__all__ = ["Chart"]
