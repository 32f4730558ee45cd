"""How publishers are asked: only those that are configured, within their limits, and safely kept.

An answer is streamed to a file beside its final place and renamed when it is whole and looks like
what was asked for; what breaks off leaves nothing that could be taken for an answer.
"""

from fortrinn.sources.http.client import Patience, Web
from fortrinn.sources.http.hosts import Hosts
from fortrinn.sources.http.request import Answer, Expect, Request
from fortrinn.sources.http.window import Limits, RateWindow

__all__ = ["Answer", "Expect", "Hosts", "Limits", "Patience", "RateWindow", "Request", "Web"]
