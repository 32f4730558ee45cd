"""Which kinds of long work there are. An app registers its own when it starts.

A handler gets the job and a :class:`Progress`, and returns what the job's page needs, most often
``{"address": "/where/the/result/is/"}``. It may be tried again, so it must bear being run twice.
A handler that saves something computes first and returns a function that saves and gives that
dictionary: it runs in the transaction that marks the job done, so there is no half result.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from fortrinn.web.jobs.models import Job


class Progress(Protocol):
    """How a handler says how far it is."""

    def __call__(self, share: float, says: str = "", **fields: Any) -> None:
        """Tell the page; raises Cancelled when somebody has asked the job to stop.

        ``says`` is an English text of the catalogue with named fields; the page translates it.
        """


class Cancelled(Exception):
    """Somebody asked the job to stop."""


Result = dict[str, Any] | None
Handler = Callable[["Job", Progress], Result | Callable[[], Result]]

HANDLERS: dict[str, Handler] = {}


BY_THE_CLOCK: list[Callable[[], None]] = []
"""What the worker calls about once a minute; each decides by itself whether it is time for it."""


def handles(kind: str) -> Callable[[Handler], Handler]:
    """Register the function below as the one that does jobs of this kind."""

    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return register
