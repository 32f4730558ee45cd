"""Work out the places of the shipped network anew and store them with the package.

    python tools/layouts.py

Needed when the European table, its weights or the choice of links has changed; the test of the
industry space says so.
"""

import json

from fortrinn.charts.network import STORE, layout_hash, places
from fortrinn.reports.european import industry_links
from fortrinn.reports.sections.industry_space import layout_links


def main() -> None:
    """Write the layout of the industry space under the hash of its links."""
    nodes, links = industry_links().activities, layout_links()
    STORE.write_text("{}", "utf-8")
    found = places(nodes, links)
    body = {layout_hash(nodes, links): {node: list(found[node]) for node in nodes}}
    STORE.write_text(json.dumps(body, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{len(nodes)} places stored in {STORE}")


if __name__ == "__main__":
    main()
