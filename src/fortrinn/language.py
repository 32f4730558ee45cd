"""Words, numbers, dates and sorting in bokmål (``nb``), nynorsk (``nn``) and English (``en``).

The texts of the product are written in English in the code and translated in one catalogue.

>>> translator("en")("A text without a translation stays as it is.")
'A text without a translation stays as it is.'
>>> number(-1234.56, "nb", 1) == "\N{MINUS SIGN}1\N{NO-BREAK SPACE}234,6"
True
"""

import gettext as _gettext
import math
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Final

from fortrinn.catalogue import FOLDER, ensure_compiled
from fortrinn.errors import UnknownName

LANGUAGES: Final = ("nb", "nn", "en")
LANGUAGE_NAMES: Final = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}

NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"
MINUS: Final = "\N{MINUS SIGN}"
NO_FIGURE: Final = "\N{EN DASH}"

_ROOM_FOR_ANY_FLOAT: Final = Context(prec=400)
_FALLBACK: Final = {"nb": ("nb",), "nn": ("nn", "nb"), "en": ()}
_THOUSANDS: Final = {"nb": NO_BREAK_SPACE, "nn": NO_BREAK_SPACE, "en": ","}
_DECIMAL: Final = {"nb": ",", "nn": ",", "en": "."}
_PER_CENT: Final = {"nb": NO_BREAK_SPACE + "%", "nn": NO_BREAK_SPACE + "%", "en": "%"}
_AND: Final = {"nb": "og", "nn": "og", "en": "and"}
_MONTHS: Final = {
    "no": "januar februar mars april mai juni juli august september oktober november desember",
    "en": "January February March April May June July August September October November December",
}


class Translator:
    """The texts of one language. Called with an English text, it gives the translation.

    >>> _ = translator("en")
    >>> _.ngettext("{n} county", "{n} counties", 15).format(n=15)
    '15 counties'
    """

    def __init__(self, lang: str, catalogue: _gettext.NullTranslations) -> None:
        self.lang = lang
        self._catalogue = catalogue

    def __call__(self, message: str) -> str:
        return self._catalogue.gettext(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The form that goes with ``n`` things."""
        return self._catalogue.ngettext(singular, plural, n)

    def pgettext(self, context: str, message: str) -> str:
        """A text whose English is ambiguous; ``context`` tells the meanings apart."""
        return self._catalogue.pgettext(context, message)


@lru_cache(maxsize=len(LANGUAGES))
def translator(lang: str) -> Translator:
    """The translator of a language: ``_ = translator("nn")``, then ``_("Counties")``.

    A text missing in nynorsk is given in bokmål, one missing there in English.

    Raises :class:`fortrinn.errors.UnknownName` for a language that is none of ``nb nn en``.
    """
    require_language(lang)
    ensure_compiled()
    catalogue = _gettext.NullTranslations()
    for code in reversed(_FALLBACK[lang]):
        own = _gettext.translation("fortrinn", FOLDER, languages=[code])
        own.add_fallback(catalogue)
        catalogue = own
    return Translator(lang, catalogue)


def gettext_noop(message: str) -> str:
    """Mark a text for the catalogue where it is defined; ``translator`` turns it later.

    >>> gettext_noop("Employed persons")
    'Employed persons'
    """
    return message


def require_language(lang: str) -> str:
    """``lang`` itself, or :class:`UnknownName` with the languages there are."""
    if lang not in LANGUAGES:
        raise UnknownName(
            "No language '{lang}'. There are nb (bokmål), nn (nynorsk) and en (English).", lang=lang
        )
    return lang


def number(value: float | None, lang: str, decimals: int = 0) -> str:
    """A number as it is printed: ``1 234,5`` in Norwegian, ``1,234.5`` in English.

    Thousands are parted by a no-break space (a comma in English), the minus is U+2212, halves are
    rounded away from zero as in a spreadsheet, and what rounds to zero has no sign. ``None``, NaN
    and infinity are not numbers a reader can use and become a dash, never ``0``; a caller that
    knows why the figure is missing says so instead.

    >>> number(1234567.25, "en", 1)
    '1,234,567.3'
    >>> number(float("nan"), "nb")
    '–'
    >>> number(-0.04, "nn", 1)
    '0,0'
    """
    require_language(lang)
    if value is None or not math.isfinite(value):
        return NO_FIGURE
    return _written(Decimal(repr(float(value))), lang, decimals)


def _written(value: Decimal, lang: str, decimals: int) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, _ROOM_FOR_ANY_FLOAT)
    whole, _, fraction = f"{abs(rounded):,f}".partition(".")
    text = whole.replace(",", _THOUSANDS[lang])
    if fraction:
        text += _DECIMAL[lang] + fraction
    return MINUS + text if rounded < 0 else text


def signed(value: float | None, lang: str, decimals: int = 0) -> str:
    """A change: as :func:`number`, with a plus before what is above zero.

    >>> signed(1.44, "en", 1), signed(-1.44, "en", 1) == MINUS + "1.4", signed(0.01, "en", 1)
    ('+1.4', True, '0.0')
    """
    text = number(value, lang, decimals)
    has_size = any(digit in "123456789" for digit in text)
    return "+" + text if has_size and not text.startswith(MINUS) else text


def per_cent(share: float | None, lang: str, decimals: int = 1) -> str:
    """A share, 0–1, in per cent: ``12,3 %`` with a no-break space, ``12.3%`` in English.

    >>> per_cent(0.1234, "en")
    '12.3%'
    """
    require_language(lang)
    if share is None or not math.isfinite(share):
        return NO_FIGURE
    return _written(Decimal(repr(float(share))) * 100, lang, decimals) + _PER_CENT[lang]


def per_cent_range(low: float, high: float, lang: str, decimals: int = 0) -> str:
    """Two shares with the sign once: ``76–89 %``, ``76–89%`` in English.

    >>> per_cent_range(0.76, 0.89, "nb"), per_cent_range(0.76, 0.89, "en")
    ('76–89\\xa0%', '76–89%')
    """
    first = per_cent(low, lang, decimals).removesuffix(_PER_CENT[lang])
    return f"{first}–{per_cent(high, lang, decimals)}"


def date_text(day: date, lang: str) -> str:
    """A day in words. Norwegian has a full stop after the day.

    >>> date_text(date(2026, 5, 17), "nb"), date_text(date(2026, 5, 17), "en")
    ('17. mai 2026', '17 May 2026')
    """
    require_language(lang)
    month = _MONTHS["en" if lang == "en" else "no"].split()[day.month - 1]
    stop = "" if lang == "en" else "."
    return f"{day.day}{stop} {month} {day.year}"


def listing(items: Iterable[str], lang: str) -> str:
    """Words in a row: ``a, b og c``.

    >>> listing(["Troms", "Finnmark", "Nordland"], "nb")
    'Troms, Finnmark og Nordland'
    """
    require_language(lang)
    *first, last = list(items) or [""]
    return f"{', '.join(first)} {_AND[lang]} {last}" if first else last


_AFTER_Z: Final = {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"}
_LETTERS: Final = {"đ": "d", "ð": "d", "ŋ": "n", "ŧ": "t", "þ": "th", "ß": "ss", "ü": "y"}


def sort_key(text: str) -> tuple[str, str]:
    """Key that sorts as Norwegian does: æ, ø, å after z, ``aa`` as å, capitals beside smalls.

    Other accents only decide between words that are otherwise equal, as do the capitals. The
    alphabet is the same whatever language the page is in: the names are Norwegian.

    >>> sorted(["Ålesund", "Ærø", "Aasen", "Øst-Finnmark", "Zürich", "Andøy"], key=sort_key)
    ['Andøy', 'Zürich', 'Ærø', 'Øst-Finnmark', 'Ålesund', 'Aasen']
    """
    plain = unicodedata.normalize("NFC", text).casefold().replace("aa", "å")
    return "".join(_sort_letter(letter) for letter in plain), text


def _sort_letter(letter: str) -> str:
    if letter in _AFTER_Z:
        return _AFTER_Z[letter]
    if letter in _LETTERS:
        return _LETTERS[letter]
    return unicodedata.normalize("NFD", letter)[0]
