"""Every address, for every role, in every language, visited without being written here one by one.

The list of addresses is Django's own. An address that is new fails until ``rules.py`` says who may
read it; what stands in it is filled in by ``samples.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.db.transaction import atomic, set_rollback
from django.test import override_settings
from django.urls import URLPattern, get_resolver, reverse
from django.utils.translation import override

import workspace as shared
from contract.rules import OPEN, POSTED, SIGNED_IN, Rule, rules
from contract.samples import MAKERS, samples
from fortrinn.web.accounts.models import User
from fortrinn.web.datasets.services import load_reference
from fortrinn.web.jobs.services import ask_for
from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.models import Record
from fortrinn.web.records.services import comment, link_records
from fortrinn.web.strategies.roles import POWERS, Power, Role
from fortrinn.web.strategies.services import RESERVED_WORDS

LANGUAGES = ("nb", "nn", "en")
ROLES = tuple(role.value for role in Role)
VISITORS = ("anonymous", "stranger", *ROLES)


@dataclass(frozen=True)
class Address:
    """One address pattern with what has to be filled in."""

    name: str
    parameters: tuple[str, ...]

    def __str__(self) -> str:
        return self.name


def addresses() -> list[Address]:
    """Every address of the site."""
    return list(_walk(get_resolver().url_patterns, "", ()))


def _walk(patterns: list[Any], space: str, above: tuple[str, ...]) -> Iterator[Address]:
    for pattern in patterns:
        parameters = (*above, *pattern.pattern.converters, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLPattern):
            name = f"{space}:{pattern.name}" if space else str(pattern.name)
            yield Address(name, tuple(dict.fromkeys(parameters)))
        else:
            yield from _walk(pattern.url_patterns, pattern.namespace or space, parameters)


ALL = addresses()


@dataclass
class Site:
    """A workspace with one of everything an address may name."""

    workspace: Any
    values: dict[str, dict[str, Any]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def whole_site(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Site]:
    """Made once for all the visits of this file, and rolled back after the last."""
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("files"))
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), files, atomic():
        shared.with_note_kind(patch)
        workspace = shared.make_workspace()
        load_reference()
        for visitor in VISITORS:
            workspace.client(visitor)
        yield furnished(workspace)
        set_rollback(True)


def furnished(workspace: Any) -> Site:
    """The site once its workspace has one of everything."""
    note, other = workspace.note(), workspace.note("Et innspill")
    said = comment(record=note, text="Stemmer", by=workspace.people["owner"], language="nb")
    link = link_records(source=note, target=other, type="came_from", by=workspace.leader)
    job = ask_for(
        kind="none",
        title="Arbeid",
        settings={},
        by=workspace.leader,
        strategy=workspace.strategy,
    )
    return Site(workspace, samples(workspace, note, said, link, job))


@pytest.fixture
def site(whole_site, db) -> Site:
    """The site; what a test does to it is undone."""
    return whole_site


def url_of(site: Site, address: Address) -> str:
    values = site.values["*"] | site.values.get(address.name, {})
    missing = [name for name in address.parameters if name not in values]
    assert not missing, f"samples() does not say what {missing} is in {address.name}."
    url = reverse(address.name, kwargs={name: values[name] for name in address.parameters})
    return url + values.get("?", QUESTIONS.get(address.name, ""))


#: What an address needs behind its question mark.
QUESTIONS = {"publishing:new_doubt": "?figure=specialisation"}


def expected(rule: Rule, visitor: str) -> tuple[int, ...]:
    """The status a visitor is to meet."""
    if rule.who == OPEN:
        return rule.status
    if rule.who == POSTED:
        return (405,)
    if visitor == "anonymous":
        return (404,) if str(rule.who).startswith("working group") else (302,)
    if rule.who == SIGNED_IN:
        return rule.status
    if rule.who == "owns a strategy":
        return rule.status if visitor == Role.OWNER else (403,)
    if visitor == "stranger":
        return (404,)
    if rule.who == "keeps the log":
        keeps = visitor == Role.RESEARCHER or Power.WRITE in POWERS[Role(visitor)]
        return rule.status if keeps else (403,)
    return expected_of_member(rule, POWERS[Role(visitor)])


def expected_of_member(rule: Rule, powers: frozenset[Power]) -> tuple[int, ...]:
    if rule.who is None:
        return rule.status
    if isinstance(rule.who, Power):
        return rule.status if rule.who in powers else (403,)
    if rule.who == "who brought it":
        return (200, 404) if Power.ANALYSE in powers else (403,)
    return rule.status if Power.READ_WORKING_GROUP in powers else (404,)


def test_every_address_has_a_rule():
    unknown = {address.name for address in ALL} - rules().keys()
    assert not unknown, f"Say in tests/contract/rules.py who may read {sorted(unknown)}."


def test_no_rule_is_left_of_an_address_that_is_gone():
    assert not rules().keys() - {address.name for address in ALL}


@pytest.mark.parametrize("address", ALL, ids=str)
def test_every_address_answers_every_visitor_as_its_rule_says_and_looking_changes_nothing(
    site, address
):
    rule = rules()[address.name]
    url = url_of(site, address)
    before = what_is_kept()
    for visitor in VISITORS:
        response = site.workspace.client(visitor).get(url)
        wanted = expected_here(site, address, rule, visitor)
        assert response.status_code in wanted, f"{visitor} met {response.status_code} at {url}"
        check_answer(response, url)
        check_language(response, "nb", url)
    assert what_is_kept() == before


def what_is_kept() -> tuple[Any, ...]:
    """What a visit that only looks must leave as it was."""
    versions = list(Record.objects.order_by("pk").values_list("version", flat=True))
    return versions, User.objects.count(), len(mail.outbox)


def expected_here(site: Site, address: Address, rule: Rule, visitor: str) -> tuple[int, ...]:
    """The record of the sample is the working group's: who does not see it does not find it."""
    powers = POWERS[Role(visitor)] if visitor in ROLES else frozenset()
    about_record = address.name == "analysis:own_file" or (
        "slug" in address.parameters
        and address.name.startswith(
            ("records:", "analysis:", "decisions:", "adopted:", "datasets:prune", "datasets:carry")
        )
    )
    if about_record and visitor in ROLES and Power.READ_WORKING_GROUP not in powers:
        return (405,) if rule.who == POSTED else (404,)
    return expected(rule, visitor)


def check_answer(response: Any, url: str) -> None:
    """What holds for every answer whatsoever."""
    policy = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    if not response.streaming and response["Content-Type"].startswith("text/html"):
        page = response.content.decode()
        assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>\s*\S", page), (
            f"a script stands in {url}"
        )
        assert not re.search(r"<style\b|\sstyle=|\son\w+=", without_svg_text(page)), url
        assert 'href=""' not in page, f"a link that leads nowhere stands in {url}"


def without_svg_text(page: str) -> str:
    """Words between the tags may say anything; only tags are looked at."""
    return "".join(re.findall(r"<[^>]*>", page))


@pytest.mark.parametrize("address", ALL, ids=str)
def test_every_page_is_in_the_language_of_its_address(site, address):
    """Bokmål is seen where everybody visits."""
    if rules()[address.name].who == POSTED:
        return
    for lang in LANGUAGES[1:]:
        with override(lang):
            url = url_of(site, address)
        check_language(site.workspace.client("owner").get(url), lang, url)


def check_language(response: Any, lang: str, url: str) -> None:
    if not response.streaming and response["Content-Type"].startswith("text/html"):
        page = response.content.decode()
        if "<html" in page:
            assert f'<html lang="{lang}"' in page, url


@pytest.mark.parametrize("address", ALL, ids=str)
def test_hostile_questions_do_not_break_a_page(site, address):
    hostile = {
        "page": "-1'",
        "per_page": "999999999",
        "next": "//example.com",
        "q": "<script>alert(1)</script>",
        "version": "x",
        "period": "../../etc/passwd",
        "reference": "<script>alert(1)</script>",
        "threshold": "nan",
        "sort": "-by__password",
        "activity": "';--",
        "to": "everyone",
        "lang": "xx",
    }
    url = url_of(site, address)
    response = site.workspace.client("owner").get(
        f"{url}{'&' if '?' in url else '?'}{urlencode(hostile)}"
    )
    assert response.status_code < 500
    assert "//example.com" not in response.get("Location", "")
    if not response.streaming:
        assert b"<script>alert(1)" not in response.content


@pytest.mark.parametrize(
    "address", [address for address in ALL if "strategy" in address.parameters], ids=str
)
def test_what_belongs_to_one_strategy_is_not_reached_through_another(site, address):
    """The stranger leads another strategy: our records under that address are not there."""
    other = site.workspace.other
    here = {"place": other.place, "strategy": other.slug}
    values = site.values["*"] | site.values.get(address.name, {}) | here
    names_something = {"slug", "number", "person", "uid"} & set(address.parameters)
    if not names_something:
        return
    url = reverse(address.name, kwargs={name: values[name] for name in address.parameters})
    client = site.workspace.client("stranger")
    assert client.get(url).status_code in {404, 405}, url
    assert client.post(url).status_code in {404, 405}, url


RECORD_PAGES = [
    address
    for address in ALL
    if address.name.startswith("records:")
    and "kind" in address.parameters
    and "uid" not in address.parameters
    and rules()[address.name].who != POSTED
]
#: A kind may be made in its own way only, or take no lists.
LACKING = {"records:edit", "records:new", "records:import"}
#: The pages of a record that differ from kind to kind; the others are alike for all.
OWN_OF_A_KIND = {"records:list", "records:new", "records:record", "records:edit"}


def test_every_kind_of_record_can_be_made_here(note_kind):
    kinds = {key for key, kind in KINDS.items() if kind.has_pages}
    assert kinds == MAKERS.keys(), "Say in contract/samples.py how one of the kind is made."


@pytest.mark.parametrize("kind", MAKERS)
def test_every_kind_of_record_has_every_page(site, kind):
    """Its own pages in all languages; of those alike for all kinds, every third by turns in one."""
    record = MAKERS[kind](site.workspace)
    values = {"kind": record.kind_of.segment, "slug": record.slug, "ending": "docx"}
    turn = list(MAKERS).index(kind)
    for number, address in enumerate(RECORD_PAGES):
        for lang in languages_of(address, turn + number):
            with override(lang):
                url = url_of(Site(site.workspace, {"*": site.values["*"] | values}), address)
            response = site.workspace.client("owner").get(url)
            may_lack = {200, 302, 404} if address.name in LACKING else {200}
            assert response.status_code in may_lack, url
            check_answer(response, url)
            if response.status_code == 200:
                check_language(response, lang, url)


def languages_of(address: Address, turn: int) -> tuple[str, ...]:
    """What a kind does with the pages alike for all is also tried in ``test_records``."""
    if address.name in OWN_OF_A_KIND:
        return LANGUAGES
    round_, place = divmod(turn, len(LANGUAGES))
    return () if place else (LANGUAGES[round_ % len(LANGUAGES)],)


def test_words_that_begin_an_address_are_reserved():
    first = {word for address in ALL for word in _first_words(address)}
    assert first <= RESERVED_WORDS
    from fortrinn.reference import counties

    assert not {county.slug for county in counties()} & RESERVED_WORDS


def _first_words(address: Address) -> Iterator[str]:
    """The first word of an address, where it is fixed."""
    for possibilities, *_rest in get_resolver().reverse_dict.getlist(address.name):
        for route, _parameters in possibilities:
            word = route.split("/")[0]
            if word and "%(" not in word:
                yield word


def test_the_words_of_kinds_mean_nothing_else():
    taken = {"people", "s"} | {
        name.split(":")[1] for name in rules() if name.startswith(("strategies:", "publishing:"))
    }
    assert not {kind.segment for kind in KINDS.values() if kind.has_pages} & taken
