"""Sources of funding most counties meet: ``funding.yaml``. No amounts, deadlines or rates in it.

Somebody who knows the programmes changes the file and nothing else. Each source says whether it is
named in the ministry's guide or is common knowledge that nobody has checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fortrinn.content.files import read_yaml
from fortrinn.language import require_language


@dataclass(frozen=True)
class Offer:
    """One source in one language.

    ``level`` is whose money it is (own, region, state, europe); ``use`` how it can be used here
    (ours, others, together, closed); ``purpose`` what it is for.
    """

    key: str
    level: str
    use: str
    purpose: str
    title: str
    who: str
    text: str
    source: str


@lru_cache(maxsize=3)
def funding_offers(lang: str = "nb") -> tuple[Offer, ...]:
    """The sources, the nearest first.

    >>> funding_offers("en")[5].title
    'Regional research funds (RFF)'
    """
    require_language(lang)
    read = read_yaml("funding.yaml")
    return tuple(_offer(one, lang, read["sources"]) for one in read["offers"])


def _offer(one: dict[str, Any], lang: str, sources: dict[str, Any]) -> Offer:
    title, who, text = one[lang]
    return Offer(
        key=one["key"],
        level=one["level"],
        use=one["use"],
        purpose=one["purpose"],
        title=title,
        who=who,
        text=text,
        source=sources[one["source"]][lang],
    )
