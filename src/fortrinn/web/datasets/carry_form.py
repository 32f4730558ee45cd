"""To which codes a table is carried."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fortrinn.carrying import WAYS
from fortrinn.web.datasets.carried import BY_FILE, TOLD
from fortrinn.web.datasets.models import DatasetVersion
from fortrinn.web.datasets.presenting import HEADINGS

MOST_BYTES = 5 << 20


class CarryForm(forms.Form):
    """The regions of today, an industry standard, or a correspondence that is brought."""

    column = forms.ChoiceField(label=gettext_lazy("Which codes"))
    how = forms.ChoiceField(
        label=gettext_lazy("Carried to"),
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=gettext_lazy("The correspondence, as CSV"),
        required=False,
        help_text=gettext_lazy(
            "A column of old codes and one of new, such as KLASS gives for SN2007 and SN2025. "
            "Where a code is split, a column with the share of each. Changes of municipalities "
            "with the day of each are followed year by year."
        ),
    )
    name = forms.CharField(
        label=gettext_lazy("What the new codes are called"), max_length=80, required=False
    )

    def __init__(self, *args: Any, version: DatasetVersion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        columns = [name for name in version.columns if name != "period"]
        column = self.fields["column"]
        assert isinstance(column, forms.ChoiceField)
        column.choices = [(name, str(HEADINGS.get(name, name))) for name in columns]
        how = self.fields["how"]
        assert isinstance(how, forms.ChoiceField)
        how.choices = [
            *((key, TOLD[key][0]) for key, way in WAYS.items() if way.of in columns),
            (BY_FILE, gettext_lazy("By a correspondence I bring: open the part below")),
        ]
        of = version.source.get("classifications", {}).get("region", "")
        how.initial = "municipalities" if of.startswith("municipalities") else how.choices[0][0]

    def clean_file(self) -> str:
        """The text of the file."""
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise forms.ValidationError(_("The file is not text in UTF-8.")) from None

    def clean(self) -> dict[str, Any]:
        """A file where one is to be used, and what its codes are called."""
        said = self.cleaned_data
        way = WAYS.get(said.get("how", ""))
        if way is not None:
            if said.get("file"):
                brought = _(
                    "You brought a file and chose another way. Choose to carry by it, or go on "
                    "without."
                )
                self.add_error("how", brought)
            said["file"] = ""
            if said.get("column") != way.of:
                self.add_error("column", _("These are not the codes that are carried so."))
        elif "file" in said and not said["file"]:
            self.add_error("file", _("Choose a file."))
        said["name"] = said.get("name") or _("other codes")
        return said

    def first_fields(self) -> list[forms.BoundField]:
        """Those that are always asked."""
        return [self["column"], self["how"]]

    def of_a_file(self) -> list[forms.BoundField]:
        """Those that only a correspondence one brings needs."""
        return [self["file"], self["name"]]

    def is_of_a_file(self) -> bool:
        """Then these are open."""
        return self["how"].value() == BY_FILE or bool(self.errors)
