"""How often one visitor may send something, counted without keeping who it was."""

from __future__ import annotations

import hmac
import time

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

DOUBTS_IN_AN_HOUR = 10


def may_send(request: HttpRequest, purpose: str, most: int = DOUBTS_IN_AN_HOUR) -> bool:
    """Count one more sending; False when the visitor has sent ``most`` this hour.

    The address of the visitor is not stored: what is counted is a keyed hash of it that changes
    every hour and is forgotten after two.
    """
    hour = int(time.time() // 3600)
    address = get_adapter(request).get_client_ip(request)
    words = f"{purpose} {hour} {address}".encode()
    key = "sent-" + hmac.new(settings.SECRET_KEY.encode(), words, "sha256").hexdigest()
    cache.add(key, 0, timeout=7200)
    return cache.incr(key) <= most
