"""Everything Fortrinn raises on purpose.

::

    FortrinnError
    ├── InputError            what was handed in cannot be used as it is
    │   ├── TableError        a table: its columns, its rows, its cells
    │   ├── UnknownName       a county, an activity, a language ... that is not there
    │   └── SettingError      a setting or an argument outside what it may be
    ├── UndefinedMeasure      the measure has no meaning for this table
    ├── NotShipped            the figures exist, but do not come with Fortrinn
    ├── MissingExtra          an optional part is not installed
    ├── SourceError           a publisher's answer could not be had, or not used
    │   ├── Unreachable       no answer came, or it broke off
    │   ├── Refused           the publisher said no
    │   └── BadAnswer         what came is not what was asked for
    └── OutputError           a result could not be written

A message is one or two sentences: what is wrong, where, and what to do now. It is a template with
named fields, so that a page can say it in its reader's language:

>>> error = TableError("Row {row} has no region. Fill it in.", row=3)
>>> str(error)
'Row 3 has no region. Fill it in.'
>>> error.in_words({"Row {row} has no region. Fill it in.": "Rad {row} mangler region."}.get)
'Rad 3 mangler region.'
"""

import difflib
from collections.abc import Callable, Collection, Iterable
from typing import NoReturn


def _(text: str) -> str:
    """Mark a text for the catalogue (``fortrinn.language`` stands above this module)."""
    return text


class FortrinnError(Exception):
    """What all exceptions of Fortrinn are: a sentence that says what to do next.

    ``template`` holds the English sentence with its fields still open, ``fields`` what fills them.
    """

    def __init__(self, template: str, **fields: object) -> None:
        super().__init__(template.format_map(fields) if fields else template)
        self.template = template
        self.fields = fields

    def in_words(self, translate: Callable[[str], str | None]) -> str:
        """The sentence in another language: ``error.in_words(translator("nn"))``."""
        template = translate(self.template) or self.template
        return template.format_map(self.fields) if self.fields else template


class InputError(FortrinnError):
    """What was handed in cannot be used as it is."""


class TableError(InputError):
    """A table has columns, rows or cells that cannot be used."""


class UnknownName(InputError):
    """A name that is not among those there are."""


class SettingError(InputError):
    """A setting or an argument is outside what it may be."""


class UndefinedMeasure(FortrinnError):
    """The measure has no meaning for this table as a whole."""


class NotShipped(FortrinnError):
    """The figures exist, but do not come with Fortrinn."""


class MissingExtra(FortrinnError):
    """An optional part of Fortrinn is not installed."""


class SourceError(FortrinnError):
    """A publisher's answer could not be had, or cannot be used."""


class Unreachable(SourceError):
    """No answer came, or it broke off on the way."""


class Refused(SourceError):
    """The publisher answered, and the answer was no."""


class BadAnswer(SourceError):
    """What came is not what was asked for: a web page, half a file, another shape."""


class OutputError(FortrinnError):
    """A result could not be written."""


def closest(name: str, names: Iterable[str]) -> str | None:
    """The name that was probably meant, or None.

    >>> closest("employd", ["region", "activity", "employed"])
    'employed'
    """
    by_folded = {known.casefold(): known for known in names}
    found = difflib.get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def listing(names: Collection[str], most: int = 12) -> str:
    """Names for a sentence; a long list is cut and says so.

    >>> listing(["a", "b", "c"], most=2)
    'a, b ... (3)'
    """
    shown = ", ".join(list(names)[:most])
    return shown if len(names) <= most else f"{shown} ... ({len(names)})"


def refuse_column(name: str, columns: Collection[str]) -> NoReturn:
    """Raise the sentence for a column that is not in the table.

    >>> refuse_column("employd", ["region", "activity", "employed"])
    Traceback (most recent call last):
    ...
    fortrinn.errors.TableError: No column 'employd' in the table. It has region, activity,
    employed. Did you mean 'employed'?
    """
    guess = closest(name, columns)
    if guess is None:
        raise TableError(
            _("No column '{column}' in the table. It has {columns}."),
            column=name,
            columns=listing(columns),
        )
    raise TableError(
        _("No column '{column}' in the table. It has {columns}. Did you mean '{guess}'?"),
        column=name,
        columns=listing(columns),
        guess=guess,
    )


def refuse_name(name: str, names: Collection[str]) -> NoReturn:
    """Raise the sentence for a name that is not among ``names``.

    >>> refuse_name("Nordlund", ["Nordland", "Troms"])
    Traceback (most recent call last):
    ...
    fortrinn.errors.UnknownName: 'Nordlund' is not there. Did you mean 'Nordland'?
    """
    guess = closest(name, names)
    if guess is None:
        raise UnknownName(
            _("'{name}' is not there. There are {names}."), name=name, names=listing(names)
        )
    raise UnknownName(_("'{name}' is not there. Did you mean '{guess}'?"), name=name, guess=guess)
