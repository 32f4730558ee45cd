"""Employment estimated from establishments by size class, kept beside the table it comes from."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import override

from fortrinn.sources.long_form import LongForm
from fortrinn.sources.size_classes import employment_from_sizes, size_classes
from fortrinn.web.datasets.models import Dataset, Quantity
from fortrinn.web.datasets.services import Kept, keep_version, new_dataset

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.strategies.models import Strategy

ESTIMATE = "estimate"


def keep_estimate(
    *, recipe: str, sizes: str, strategy: Strategy, made: LongForm, by: User | None
) -> Kept | None:
    """Keep the interval of a recipe's table; None where it came without size classes."""
    if sizes not in made.table.column_names:
        return None
    with override(strategy.language):
        estimated = estimate_of(made, sizes)
    key = f"{recipe}-{ESTIMATE}"
    dataset = Dataset.objects.filter(
        strategy=strategy, recipe=key, removed_at=None
    ).first() or new_dataset(
        strategy=strategy,
        by=by,
        title=estimated.about.title,
        publisher=made.about.publisher,
        table_id=made.about.table,
        licence=made.about.licence,
        licence_url=made.about.licence_url,
        quantity=Quantity.AMOUNT,
        recipe=key,
    )
    return keep_version(dataset=dataset, table=estimated.table, about=estimated.about, by=by)


def estimate_of(made: LongForm, sizes: str) -> LongForm:
    """The interval in place of the size classes, and the steps that say how."""
    import pyarrow as pa

    about = made.about
    codes = [str(code) for code in made.table[sizes].cast(pa.string()).unique().to_pylist()]
    classes = size_classes(codes, about.labels.get(sizes, {}))
    table = employment_from_sizes(made.table, size=sizes, classes=classes, estimate=ESTIMATE)
    words = {
        "low": _("At least (estimated)"),
        "mid": _("About (estimated)"),
        "high": _("At most (estimated)"),
    }
    step = _(
        "Estimated from establishments by size class: the number times the lower bound, the "
        "midpoint and the upper bound of each class. The open class counts with its lower bound "
        "and has no upper one. A withheld class leaves only a lower bound."
    )
    return LongForm(
        table,
        replace(
            about,
            title=_("{title}: employment, estimated").format(title=about.title),
            keys=tuple(ESTIMATE if key == sizes else key for key in about.keys),
            labels={k: v for k, v in about.labels.items() if k != sizes} | {ESTIMATE: words},
            steps=(*about.steps, {"kind": ESTIMATE, "text": step}),
        ),
    )
