"""Publishers on this machine, as strict as the real ones, with every fault they can have."""

from sources.server.faults import Fault
from sources.server.serving import Asked, LocalServer, Reply

__all__ = ["Asked", "Fault", "LocalServer", "Reply"]
