"""What is known of each county's language decision and form of government, with dates.

Compiled by hand. Every fact says where it was read and how sure it is: ``verified`` (read in an
official source), ``verified_earlier`` (read in an official source about an earlier term) or
``unverified`` (believed; no source read). The next change of government is October 2027.
"""

from __future__ import annotations

from typing import Any

TERM = {"valid_from": "2023-10", "valid_to": "2027-10"}

_EARLIER = {
    "nb": "Offentlig kilde om forrige periode (dokumentet er ikke tatt vare på)",
    "nn": "Offentleg kjelde om førre periode (dokumentet er ikkje teke vare på)",
    "en": "Official source about the earlier term (the document was not kept)",
}
_EARLIER_JOINT = {
    "nb": "Offentlig kilde om Vestfold og Telemark fylkeskommune i forrige periode",
    "nn": "Offentleg kjelde om Vestfold og Telemark fylkeskommune i førre periode",
    "en": "Official source about Vestfold og Telemark county in the earlier term",
}
_NO_SOURCE = {"nb": "Ingen kilde lest", "nn": "Inga kjelde lesen", "en": "No source read"}


def _same(text: str) -> dict[str, str]:
    return {"nb": text, "nn": text, "en": text}


def _steering(value: str, mark: str, as_of: str | None, source: dict[str, str]) -> dict[str, Any]:
    return {"value": value, "mark": mark, "as_of": as_of, "source": source, **TERM}


_COMMITTEE_2020 = _steering("executive_committee", "verified_earlier", "2020", _EARLIER)
_COMMITTEE_JOINT = _steering("executive_committee", "verified_earlier", "2020", _EARLIER_JOINT)
_COMMITTEE_UNREAD = _steering("executive_committee", "unverified", None, _NO_SOURCE)

STEERING: dict[str, dict[str, Any]] = {
    "03": _steering("parliamentary", "unverified", None, _NO_SOURCE),
    "11": _COMMITTEE_2020,
    "15": _COMMITTEE_2020,
    "18": {
        **_steering(
            "parliamentary",
            "verified",
            None,
            {
                "nb": "Offentlig kilde; Nordland har hatt parlamentarisme siden 1999",
                "nn": "Offentleg kjelde; Nordland har hatt parlamentarisme sidan 1999",
                "en": "Official source; Nordland has been parliamentary since 1999",
            },
        ),
        "valid_from": "1999",
    },
    "31": _COMMITTEE_UNREAD,
    "32": _steering("parliamentary", "verified", "2023-10-17", _same("afk.no, 2023-10-17")),
    "33": _steering(
        "executive_committee", "verified", "2022-06", _same("Viken fylkesting, 2022-06")
    ),
    "34": _COMMITTEE_2020,
    "39": _COMMITTEE_JOINT,
    "40": _COMMITTEE_JOINT,
    "42": _COMMITTEE_2020,
    "46": _steering(
        "executive_committee",
        "verified_earlier",
        "2021",
        {
            "nb": "Vestland fylkeskommune, høringsvedtak 2021",
            "nn": "Vestland fylkeskommune, høyringsvedtak 2021",
            "en": "Vestland county, decision on a hearing in 2021",
        },
    ),
    "50": _COMMITTEE_2020,
    "55": _steering(
        "executive_committee", "verified", "2023-10-24", _same("tromsfylke.no, 2023-10-24")
    ),
    "56": _COMMITTEE_UNREAD,
}

_LANGUAGE_SOURCE = {
    "nb": "Språkrådet, «Språkvedtak» (side datert 2021-12-10, med fylkene av 2024); "
    "fylkeskommunen bør bekrefte",
    "nn": "Språkrådet, «Språkvedtak» (side datert 2021-12-10, med fylka av 2024); "
    "fylkeskommunen bør stadfeste",
    "en": "The Language Council, “Språkvedtak” (page dated 2021-12-10, with the counties of "
    "2024); the county should confirm",
}
_DECIDED = {"15": "nynorsk", "39": "bokmål", "46": "nynorsk"}


def language(code: str) -> dict[str, Any]:
    """The county's decision on which written form the state must use when writing to it."""
    return {
        "value": _DECIDED.get(code, "neutral"),
        "mark": "verified",
        "as_of": "2021-12-10",
        "source": _LANGUAGE_SOURCE,
        "valid_from": None,
        "valid_to": None,
    }
