"""Log lines for operators. They hold no text people wrote, no e-mail address and no token."""

from __future__ import annotations

import logging
from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("request_id", default="-")


class LineFormatter(logging.Formatter):
    """``time level [request] logger message``, and a traceback without the values of variables.

    An exception's own message may quote what a person typed, so only its type and the places in
    the code are written.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s [%(request)s] %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        record.request = request_id.get()
        if record.name == "django.request":
            # "Not Found: /nordland/s/..." – an address may hold words people wrote.
            record.msg, record.args = record.getMessage().partition(":")[0], ()
        return super().format(record)

    def formatException(self, ei) -> str:  # noqa: N802 -- the name is the standard library's
        kind, _value, trace = ei
        places = []
        while trace is not None:
            code = trace.tb_frame.f_code
            places.append(f"  {code.co_filename}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        return "\n".join([*places, f"  {kind.__name__ if kind else 'no exception'}"])
