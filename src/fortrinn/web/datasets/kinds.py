"""The kinds of record that hold tables."""

from __future__ import annotations

from typing import cast

from django.utils.translation import gettext_lazy as _

from fortrinn.web.datasets.models import Dataset, DatasetVersion
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Record


def dataset_form() -> type[RecordForm]:
    """The form of what is said about a dataset."""
    from fortrinn.web.datasets.forms import DatasetForm

    return DatasetForm


def _address_of_version(record: Record) -> str:
    return cast(DatasetVersion, record.as_kind()).address


DATASET = Kind(
    key="dataset",
    segment="datasets",
    model=Dataset,
    label=_("dataset"),
    plural=_("Datasets"),
    fields=("publisher", "table_id", "licence", "licence_url", "about", "restricted", "conditions",
            "quantity", "rounding", "counted"),
    form=dataset_form,
    template="datasets/_dataset.html",
    new_label=_("Upload a table"),
    empty_text=_(
        "Bring a table as you have it: CSV, Excel, PC-Axis or Statbank's spreadsheet. You see what "
        "was understood, and every row that was not, before anything is kept."
    ),
    columns=("publisher",),
    element="analysis",
)  # fmt: skip

VERSION = Kind(
    key="dataset-version",
    segment="dataset-versions",
    model=DatasetVersion,
    label=_("dataset version"),
    plural=_("Dataset versions"),
    fields=("key", "sha256", "source"),
    links_to=_address_of_version,
)
