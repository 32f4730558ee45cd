"""One of everything an address may name, in a strategy beside the demo's own.

Run on the data of a demo nobody has used yet: ``python -m journeys.furnishing FILE`` writes the
addresses, one a line, so that the looks for barriers meet every page, whatever the demo lacks.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from fortrinn.web import commands

NOT_IN_A_DEMO = {"note"}  # the tests' own kind


def furnish() -> list[str]:
    """Make it all in the name of the demo's leader; every address somebody may look at."""
    from contract.rules import POSTED, rules
    from contract.samples import MAKERS
    from contract.test_addresses import ALL, furnished, url_of
    from fortrinn.web.accounts.models import User
    from fortrinn.web.records.kinds import KINDS
    from fortrinn.web.records.services import create_record
    from fortrinn.web.strategies.models import Organisation
    from fortrinn.web.strategies.roles import Role
    from fortrinn.web.strategies.services import give_role, start_strategy
    from journeys.people import LEADER
    from workspace import Workspace

    class Furnished(Workspace):
        """A workspace in which one person is everybody, and a note is of an ordinary kind."""

        def note(self, title: str = "Levende krabbe", **fields: Any) -> Any:
            own = {"strategy": self.strategy, "by": self.leader, "language": "nb", "title": title}
            return create_record(kind=KINDS["quick-note"], **own | fields)

    leader = User.objects.get(email=LEADER)
    strategy = start_strategy(
        organisation=Organisation.objects.get(slug="nordland"),
        title="Alt som finnes",
        place="nordland",
        slug="alt",
        regions=["18"],
        language="nb",
        by=leader,
    )
    give_role(strategy=strategy, user=leader, role=Role.OWNER, by=leader)
    people = {role.value: leader for role in Role}
    site = furnished(Furnished(strategy, strategy, people, leader))
    rule = rules()
    found = [url_of(site, address) for address in ALL if rule[address.name].who != POSTED]
    for kind, make in MAKERS.items():
        if kind not in NOT_IN_A_DEMO:
            url = make(site.workspace).get_absolute_url()
            found += [url, f"{url}edit/"]
    return found


if __name__ == "__main__":
    commands.make_demo(8000)
    Path(sys.argv[1]).write_text("\n".join(furnish()))
