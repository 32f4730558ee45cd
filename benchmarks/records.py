"""Lists and pages of a large strategy: 500 discoveries, 2,000 comments, 300 actors, on SQLite."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.harness import ROOT, Case, Section, machine, measured, say, table_of

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.strategies.models import Strategy

DISCOVERIES, COMMENTS, ACTORS = 500, 2_000, 300
MOST_SECONDS, MOST_QUERIES = 0.150, 20
# The home holds what moved, what is promised and the reminders beside its counts.
MOST_ON_HOME = 25
# A thread that leads to every one of the discoveries, drawn and in words.
WHOLE_THREAD = 0.5
PLACE, SLUG = "nordland", "stor-strategi"
LEADER = "leder@example.org"
PAGES = {
    "home": "",
    "list of discoveries": "discoveries/",
    "search in discoveries": "discoveries/?q=krabbe&status=idea&order=title",
    "list of actors": "actors/",
    "one discovery with its comments": "discoveries/oppdagelse-1/",
    "its thread": "discoveries/oppdagelse-1/thread/",
}


def run() -> Section:
    """The server's time and the queries for the pages that grow with a strategy."""
    folder = Path(tempfile.gettempdir()) / "fortrinn-benchmark-records"
    shutil.rmtree(folder, ignore_errors=True)  # an older one has another version's tables
    say("making a large strategy")
    make = [sys.executable, "-c", f"from {__name__} import make; make({str(folder)!r})"]
    subprocess.run(make, cwd=ROOT, check=True)
    results = measured(
        [
            Case(
                name,
                f"{__name__}:page",
                (str(folder), url),
                most_seconds=WHOLE_THREAD if url.endswith("thread/") else MOST_SECONDS,
            )
            for name, url in PAGES.items()
        ]
    )
    counts = {name: queries(folder, url) for name, url in PAGES.items()}
    lines = [f"| {name} | {count} |" for name, count in counts.items()]
    text = (
        f"{DISCOVERIES} discoveries, {COMMENTS:,} comments and {ACTORS} actors in one strategy; "
        "the server's time for one page, with session, rights and template.\n\n"
        f"{table_of(results)}\n\n"
        f"| page | queries (at most {MOST_QUERIES}, {MOST_ON_HOME} on the home) |\n| --- | --- |\n"
        + "\n".join(lines)
        + f"\n\n{machine(['fortrinn', 'django'])}"
    )
    few = all(
        count <= (MOST_ON_HOME if name == "home" else MOST_QUERIES)
        for name, count in counts.items()
    )
    kept = all(each.kept for each in results) and few
    return Section("records", "Lists of a large strategy", text, kept)


def make(folder: str) -> None:
    """A database with the large strategy in a folder of its own."""
    begin(folder)
    from django.core.management import call_command

    from fortrinn.web.accounts.models import User
    from fortrinn.web.strategies.models import Organisation
    from fortrinn.web.strategies.services import start_strategy

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    leader = User.objects.create_user(LEADER, "Kari Leder")
    county = Organisation.objects.create(name="Nordland fylkeskommune", slug=PLACE)
    strategy = start_strategy(
        organisation=county,
        title="Stor strategi",
        place=PLACE,
        slug=SLUG,
        regions=["18"],
        language="nb",
        by=leader,
    )
    fill(strategy, leader)


def fill(
    strategy: Strategy,
    by: User,
    *,
    discoveries: int = DISCOVERIES,
    comments: int = COMMENTS,
    actors: int = ACTORS,
) -> None:
    """Discoveries with owners, tags, links and comments; every n-th is like every other n-th."""
    from django.db import transaction

    from fortrinn.web.records.kinds import KINDS
    from fortrinn.web.records.services import comment, create_record, link_records
    from fortrinn.web.records.tagging import tag_called, tag_record

    shared: dict[str, Any] = {"strategy": strategy, "by": by, "language": "nb"}
    tags = [tag_called(key) for key in ("sdg:14", "sdg:9", "technology:ai", "challenge:food")]
    with transaction.atomic():
        for number in range(actors):
            create_record(kind=KINDS["actor"], title=f"Aktør {number} AS", **shared)
        found: list[Any] = []
        for number in range(discoveries):
            text = f"Levende krabbe nummer {number} til Asia. " * 12
            record = create_record(
                kind=KINDS["discovery"], title=f"Oppdagelse {number}", owner=by, new=text, **shared
            )
            tag_record(record=record, tag=tags[number % len(tags)], by=by)
            if found:
                link_records(source=record, target=found[number // 2], type="came_from", by=by)
            found.append(record)
        for number in range(comments):
            kind = ("comment", "confirm", "doubt")[number % 3]
            record = found[number % len(found)]
            comment(record=record, text=f"Ord {number}", by=by, language="nb", kind=kind)


def begin(folder: str) -> None:
    """Django on the database of a folder."""
    os.environ["FORTRINN_DATA"] = folder
    os.environ["DJANGO_SETTINGS_MODULE"] = "fortrinn.web.settings"
    Path(folder).mkdir(parents=True, exist_ok=True)
    import django

    django.setup()


def page(folder: str, url: str) -> Callable[[], None]:
    """One request for a page, by the one who leads the strategy."""
    client = _client(folder)

    def ask() -> None:
        answer = client.get(f"/{PLACE}/s/{SLUG}/{url}")
        if answer.status_code != 200:
            sys.exit(f"{url} answered {answer.status_code}.")

    return ask


def queries(folder: Path, url: str) -> int:
    """How many queries a page takes."""
    client = _client(str(folder))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        client.get(f"/{PLACE}/s/{SLUG}/{url}")
    return len(asked)


def _client(folder: str) -> Any:
    begin(folder)
    from django.conf import settings
    from django.test import Client

    from fortrinn.web.accounts.models import User

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    client.force_login(User.objects.get(email=LEADER))
    return client
