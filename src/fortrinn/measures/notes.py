"""What a result has to say about itself: sentences that travel with the figures."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fortrinn.errors import FortrinnError


@dataclass(frozen=True)
class Note:
    """A sentence beside a figure, with its fields still open so that a page can translate it.

    >>> note = Note("Only {count} regions are behind it.", {"count": 12})
    >>> str(note)
    'Only 12 regions are behind it.'
    >>> note.in_words({"Only {count} regions are behind it.": "Bare {count} regioner."}.get)
    'Bare 12 regioner.'
    """

    template: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, error: FortrinnError) -> "Note":
        """What was refused, to be said beside what was not.

        >>> str(Note.of(FortrinnError("Only {count} regions.", count=3)))
        'Only 3 regions.'
        """
        return cls(error.template, error.fields)

    def __str__(self) -> str:
        return self.template.format_map(self.fields)

    def in_words(self, translate: Callable[[str], str | None]) -> str:
        """The sentence in another language, the words in its fields too where they are known."""
        words = {name: _translated(value, translate) for name, value in self.fields.items()}
        return (translate(self.template) or self.template).format_map(words)


def _translated(value: Any, translate: Callable[[str], str | None]) -> Any:
    if isinstance(value, Note):
        return value.in_words(translate)
    return (translate(value) or value) if isinstance(value, str) else value
