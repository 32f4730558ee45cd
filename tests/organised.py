"""What the tests of organising share: actors, and a page as a reader sees it."""

import re

from fortrinn.web.records.kinds import KINDS
from fortrinn.web.records.services import create_record


def text(response):
    return response.content.decode()


def visible(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(response))).replace("\xa0", " ")


def make(workspace, key, title, **fields):
    return create_record(
        kind=KINDS[key],
        strategy=workspace.strategy,
        by=workspace.leader,
        title=title,
        language="nb",
        **fields,
    )


def actor(workspace, title, type="business", **fields):
    return make(workspace, "actor", title, type=type, **fields)
