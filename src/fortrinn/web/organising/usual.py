"""The partners nearly every county works with (R137), by the names they have."""

from __future__ import annotations

from fortrinn.web.organising.actors import ActorType

USUAL: dict[str, str] = {
    "KS": ActorType.ORGANISATION,
    "LO": ActorType.ORGANISATION,
    "NHO": ActorType.ORGANISATION,
    "NAV": ActorType.PUBLIC,
    "Innovasjon Norge": ActorType.PUBLIC,
    "Forskningsrådet": ActorType.PUBLIC,
    "Siva": ActorType.PUBLIC,
    "Statsforvalteren": ActorType.PUBLIC,
}
#: Those whose seat is not in one region. Their regional offices are entered by name instead.
NATIONAL = frozenset({"Forskningsrådet", "Siva"})
