"""What people type about a table they bring."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from fortrinn.sources import TableFile
from fortrinn.sources.columns import ColumnMap, Guess
from fortrinn.sources.formats import KnownFormat
from fortrinn.sources.own_counts import OwnCount
from fortrinn.web.datasets.models import TEXT_LIMIT, Counted, Dataset, Quantity, Rounding
from fortrinn.web.datasets.uploads import MOST_BYTES
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.models import TITLE_LIMIT

NOT_FOR_PUBLICATION = _("Not for publication")
NOT_FOR_PUBLICATION_HELP = _(
    "For special orders with conditions by law. Only the working group sees the figures, and "
    "nothing made from them can be published or downloaded. It cannot be taken back."
)


class UploadForm(forms.Form):
    """A file, and where it is from."""

    folded: ClassVar[tuple[str, ...]] = ("table_id", "licence", "conditions")

    file = forms.FileField(
        label=_("The file"),
        help_text=_("CSV, Excel, Parquet or PC-Axis, up to 20 MB. Statbank's spreadsheet is fine."),
        error_messages={"required": _("Choose a file.")},
    )
    title = forms.CharField(
        label=_("What to call it"),
        max_length=TITLE_LIMIT,
        help_text=_("For example: Employed by municipality and industry."),
    )
    publisher = forms.CharField(
        label=_("Who made the table"), max_length=200, required=False,
        help_text=_("Shown as the source of every figure."),
    )  # fmt: skip
    restricted = forms.BooleanField(
        label=NOT_FOR_PUBLICATION, required=False, help_text=NOT_FOR_PUBLICATION_HELP
    )
    table_id = forms.CharField(
        label=_("The publisher's name or number of it"), max_length=120, required=False
    )
    licence = forms.CharField(label=_("Licence"), max_length=200, required=False)
    conditions = forms.CharField(
        label=_("The conditions it was given on"),
        max_length=TEXT_LIMIT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, dataset: Dataset | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if dataset is not None:
            for name in list(self.fields):
                if name != "file":
                    del self.fields[name]

    def clean_file(self) -> UploadedFile[Any]:
        """Not larger than a page takes."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _(
                    "The file is larger than 20 MB. Take fewer periods, or give it to the command "
                    "fortrinn fetch, which reads larger files."
                )
            )
        return file

    def first_fields(self) -> list[forms.BoundField]:
        """The fields that are open from the start."""
        return [field for field in self.visible_fields() if field.name not in self.folded]

    def folded_fields(self) -> list[forms.BoundField]:
        """The fields behind «more»."""
        return [field for field in self.visible_fields() if field.name in self.folded]

    def folded_has_errors(self) -> bool:
        """Then the fold is open."""
        return any(field.errors for field in self.folded_fields())


class ColumnsForm(forms.Form):
    """Which column is what."""

    # Nearly every column is optional; saying it on each is noise.
    is_filter = True

    folded: ClassVar[tuple[str, ...]] = (
        "status", "figures", "others", "fixed_period", "decimal", "rounding", "who", "units",
        "largest",
    )  # fmt: skip

    region = forms.ChoiceField(label=_("Regions"), required=False)
    activity = forms.ChoiceField(
        label=_("Industries"),
        required=False,
        help_text=_("Or occupations, technologies, indicators: what the regions are compared by."),
    )
    period = forms.ChoiceField(label=_("Periods"), required=False)
    value = forms.ChoiceField(label=_("Figures"), required=False)
    quantity = forms.ChoiceField(
        label=_("What the figures are"), choices=Quantity.choices, widget=forms.RadioSelect
    )
    counted = forms.ChoiceField(
        label=_("Who counted"),
        choices=Counted.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text=_(
            "Of one's own counts, figures that rest on fewer than 5 persons or 3 enterprises are "
            "withheld before anything is kept, and what they could be worked out from."
        ),
    )
    status = forms.ChoiceField(
        label=_("Statuses"),
        required=False,
        help_text=_("A column that says withheld, missing or such of each figure."),
    )
    figures = forms.MultipleChoiceField(
        label=_("Several columns of figures"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("When every period has a column of its own. Then leave «Figures» empty."),
    )
    others = forms.MultipleChoiceField(
        label=_("Further columns that tell rows apart"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Such as sex, age or sector. A column not chosen anywhere is left out."),
    )
    fixed_period = forms.CharField(
        label=_("The period of the whole table"),
        required=False,
        max_length=20,
        help_text=_("When no column says it. For example 2025."),
    )
    decimal = forms.ChoiceField(
        label=_("Mark before the decimals"),
        required=False,
        choices=[("", _("Found out from the figures")), (",", _("Comma")), (".", _("Point"))],
    )
    rounding = forms.ChoiceField(label=_("How they are rounded"), choices=Rounding.choices)
    who = forms.ChoiceField(
        label=_("For a list: whom each row is about"),
        required=False,
        help_text=_(
            "A list of projects or grants has a row for each. The rows are added up to a figure "
            "for each region, industry and period."
        ),
    )
    units = forms.ChoiceField(
        label=_("How many stand behind each figure"),
        required=False,
        help_text=_("Of one's own counts. Without it, the figure itself is how many."),
    )
    largest = forms.ChoiceField(
        label=_("The figure of the largest enterprise"),
        required=False,
        help_text=_("A figure that is nearly all one enterprise's is withheld."),
    )

    def __init__(
        self, *args: Any, file: TableFile, dataset: Dataset | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.dataset = dataset
        if dataset is not None:
            del self.fields["counted"]
        none = [("", _("None"))]
        names = [(name, name) for name in file.columns]
        for role in ("region", "activity", "period", "value", "status", "who", "units", "largest"):
            _choose(self.fields[role], none + names)
        for role in ("figures", "others"):
            _choose(self.fields[role], names)

    @staticmethod
    def initial_of(
        said: ColumnMap | Guess, known: KnownFormat | None = None, who: str = ""
    ) -> dict[str, Any]:
        """What the form opens with."""
        return {name: value or "" for name, value in asdict(said).items() if value is not None} | {
            "quantity": Quantity.AMOUNT if known and known.amount else Quantity.COUNT,
            "rounding": Rounding.EXACT,
            "counted": Counted.PUBLISHED,
            "who": who,
        }

    @property
    def columns(self) -> ColumnMap:
        """What was said, once the form is valid. Raises TableError for what contradicts itself."""
        return columns_from(self.cleaned_data)

    @property
    def count(self) -> OwnCount | None:
        """What was counted by those who bring it; None for a publisher's table."""
        said = self.cleaned_data
        of = self.dataset.counted if self.dataset else said.get("counted", "")
        if not of:
            return None
        return OwnCount(of, said.get("units", ""), said.get("largest", ""))

    def first_fields(self) -> list[forms.BoundField]:
        """The fields that are open from the start."""
        return [field for field in self.visible_fields() if field.name not in self.folded]

    def folded_fields(self) -> list[forms.BoundField]:
        """The fields behind «more»."""
        return [field for field in self.visible_fields() if field.name in self.folded]

    def folded_has_errors(self) -> bool:
        """Then the fold is open; fields that contradict each other may stand there, too."""
        wrong = any(field.errors for field in self.folded_fields())
        return wrong or bool(self.non_field_errors())


def columns_from(said: dict[str, Any]) -> ColumnMap:
    """The columns as a form or a guess has them."""
    return ColumnMap(
        region=said.get("region") or "",
        activity=said.get("activity") or "",
        value=said.get("value") or "",
        period=said.get("period") or "",
        status=said.get("status") or "",
        figures=() if said.get("value") else tuple(said.get("figures") or ()),
        others=tuple(said.get("others") or ()),
        fixed_period="" if said.get("period") else (said.get("fixed_period") or "").strip(),
        decimal=said.get("decimal") or None,
    )


def _choose(field: forms.Field, choices: list[tuple[Any, Any]]) -> None:
    if isinstance(field, forms.ChoiceField | forms.MultipleChoiceField):
        field.choices = choices


class DatasetForm(RecordForm):
    """What is said about a dataset; its figures and its restriction stay."""

    folded: ClassVar[tuple[str, ...]] = (
        "table_id", "licence", "licence_url", "quantity", "rounding", "language",
    )  # fmt: skip

    class Meta:
        model = Dataset
        fields = (
            "title", "publisher", "about", "conditions", "table_id", "licence", "licence_url",
            "quantity", "rounding", "language",
        )  # fmt: skip
        widgets: ClassVar[dict[str, Any]] = {
            "about": forms.Textarea(attrs={"rows": 4}),
            "conditions": forms.Textarea(attrs={"rows": 3}),
        }
