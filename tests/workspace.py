"""A strategy with people of every role, for the tests of the workspace."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from django.utils.translation import gettext_lazy as _

from fortrinn.web.accounts.models import User
from fortrinn.web.records import kinds
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Record
from fortrinn.web.records.services import create_record
from fortrinn.web.strategies import services
from fortrinn.web.strategies.models import Organisation, Strategy
from fortrinn.web.strategies.roles import Role


def note_form() -> type[RecordForm]:
    class NoteForm(RecordForm):
        class Meta:
            model = Record
            fields = ("title", "status", "language")

    return NoteForm


#: A kind of the tests' own, with nothing but what every record has.
NOTE = Kind(
    key="note",
    segment="notes",
    model=Record,
    label=_("record"),
    plural=_("records"),
    statuses={"open": _("Open to everyone"), "done": _("adopted")},
    form=note_form,
    new_label=_("Add"),
)


@dataclass
class Workspace:
    """One strategy; ``people`` has a member for each role, and ``stranger`` leads another."""

    strategy: Strategy
    other: Strategy
    people: dict[str, User]
    stranger: User
    clients: dict[str, Client] = field(default_factory=dict)

    @property
    def leader(self) -> User:
        return self.people[Role.PROCESS_LEADER]

    def client(self, who: str) -> Client:
        """A browser of somebody: a role, "stranger" or "anonymous"."""
        if who not in self.clients:
            client = self.clients[who] = Client()
            if who != "anonymous":
                client.force_login(self.stranger if who == "stranger" else self.people[who])
        return self.clients[who]

    def note(self, title: str = "Levende krabbe", **fields: Any) -> Record:
        return create_record(
            kind=NOTE,
            **{"strategy": self.strategy, "by": self.leader, "language": "nb"}
            | {"title": title}
            | fields,
        )

    def url(self, rest: str = "") -> str:
        return f"{self.strategy.get_absolute_url()}{rest}"


def make_workspace() -> Workspace:
    county = Organisation.objects.create(name="Nordland fylkeskommune", slug="nordland")
    people = {
        role.value: User.objects.create_user(f"{role.value}@example.org", f"{role.label} Berg")
        for role in Role
    }
    stranger = User.objects.create_user("stranger@example.org", "Stranger Lund")
    strategy = _strategy(county, "Havbruk 2030", "nordland", "18", people[Role.PROCESS_LEADER])
    for role in Role:
        if role != Role.PROCESS_LEADER:
            services.give_role(
                strategy=strategy, user=people[role], role=role, by=people[Role.PROCESS_LEADER]
            )
    other = _strategy(county, "Annet sted", "troms", "55", stranger)
    return Workspace(strategy, other, people, stranger)


def _strategy(county: Organisation, title: str, place: str, code: str, by: User) -> Strategy:
    return services.start_strategy(
        organisation=county,
        title=title,
        place=place,
        slug=title.lower().replace(" ", "-"),
        regions=[code],
        language="nb",
        by=by,
    )


def with_note_kind(monkeypatch: Any) -> Kind:
    """Register the tests' own kind for one test."""
    monkeypatch.setitem(kinds._kinds, NOTE.key, NOTE)
    return NOTE


TABLE = """Kommune;Næring;År;Antall
1804 Bodø;Fiske;2023;120
1804 Bodø;Industri;2023;:
1868 Øksnes;Fiske;2023;300
1868 Øksnes;Industri;2023;50
"""


def bring(workspace: Workspace, text: str = TABLE, **described: Any) -> Any:
    """A file on its way in, brought by the analyst."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from fortrinn.web.datasets.uploads import receive

    return receive(
        strategy=workspace.strategy,
        by=workspace.people[Role.ANALYST],
        file=SimpleUploadedFile("sysselsatte.csv", text.encode("cp1252")),
        title="Sysselsatte i Bodø og Øksnes",
        described=described,
    )


def make_dataset_version(workspace: Workspace, text: str = TABLE, **described: Any) -> Any:
    """A table of the strategy, kept as its first version."""
    from dataclasses import asdict

    from fortrinn.web.datasets.forms import columns_from
    from fortrinn.web.datasets.uploads import keep, opened, preview, proposed

    upload = bring(workspace, text, **described)
    file = opened(upload)
    columns = columns_from(asdict(proposed(upload, file)))
    kept = keep(
        upload=upload,
        file=file,
        columns=columns,
        shown=preview(file, columns),
        quantity="count",
        rounding="0",
        by=upload.by,
    )
    return kept.version
