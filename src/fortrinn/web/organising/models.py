"""What organising keeps: actors and their ties, partnerships, and what is told to whom."""

from fortrinn.web.organising.actors import Actor, Contact
from fortrinn.web.organising.partnerships import Member, Partnership
from fortrinn.web.organising.telling import (
    LogEntry,
    Message,
    Orientation,
    Responsibility,
    Story,
)
from fortrinn.web.organising.ties import Tie
from fortrinn.web.organising.updates import Update, UpdateLink

__all__ = [
    "Actor",
    "Contact",
    "LogEntry",
    "Member",
    "Message",
    "Orientation",
    "Partnership",
    "Responsibility",
    "Story",
    "Tie",
    "Update",
    "UpdateLink",
]
