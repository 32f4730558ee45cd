"""Which machines may be asked: those of the configured publishers, and never one on the inside."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from fortrinn.errors import Refused, SettingError
from fortrinn.language import gettext_noop as _


@dataclass(frozen=True)
class Hosts:
    """The machines that may be asked. ``inside`` allows private addresses, for a test server."""

    names: frozenset[str]
    inside: bool = False

    @classmethod
    def of(cls, addresses: Iterable[str], *, inside: bool = False) -> Hosts:
        """The machines of some addresses.

        >>> sorted(Hosts.of(["https://data.ssb.no/api", "https://ec.europa.eu/x"]).names)
        ['data.ssb.no', 'ec.europa.eu']
        """
        return cls(frozenset(urlsplit(each).hostname or "" for each in addresses), inside)

    def check(self, address: str) -> None:
        """Refuse an address that is not of a configured machine, or leads inside."""
        parts = urlsplit(address)
        host = parts.hostname or ""
        if parts.scheme != "https" and not (self.inside and parts.scheme == "http"):
            raise SettingError(
                _("'{address}' does not begin with https. Give the publisher's https address."),
                address=address,
            )
        if host not in self.names or parts.username:
            raise Refused(
                _(
                    "{host} is not among the configured publishers ({names}) and was not asked. "
                    "Add its address to the settings if it should be."
                ),
                host=host,
                names=", ".join(sorted(self.names)),
            )
        if not self.inside and any(_is_inside(each) for each in _addresses(host)):
            raise Refused(
                _("{host} leads to a private address and was not asked."),
                host=host,
            )


def _addresses(host: str) -> list[str]:
    """The addresses a name stands for; none where names are looked up by a proxy."""
    try:
        return [str(found[4][0]) for found in socket.getaddrinfo(host, None)]
    except OSError:
        return []


def _is_inside(address: str) -> bool:
    """
    >>> [_is_inside(each) for each in ("10.0.0.1", "127.0.0.1", "fe80::1%eth0", "193.160.0.1")]
    [True, True, True, False]
    """
    return not ipaddress.ip_address(address.partition("%")[0]).is_global
