"""What organising keeps: actors, and later what ties them together."""

from fortrinn.web.organising.actors import Actor, Contact

__all__ = ["Actor", "Contact"]
