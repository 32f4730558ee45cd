"""``python -m fortrinn.web.jobs``: the worker that ``fortrinn serve`` starts."""

import sys

from fortrinn.errors import FortrinnError
from fortrinn.web.commands import worker

try:
    sys.exit(worker())
except FortrinnError as error:
    sys.exit(str(error))
