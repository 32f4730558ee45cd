"""Files people hand in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from fortrinn.errors import InputError
from fortrinn.reports._extras import optional
from fortrinn.web.records.attaching import tidy_name
from fortrinn.web.records.carrying.pack import Opened, unpack
from fortrinn.web.records.content_types import media_type_of
from fortrinn.web.records.sheets import Rows, rows_of_file, rows_of_text


class AttachmentForm(forms.Form):
    """A file, and nothing else: who and when are known."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "PDF, a picture, or a Word, Excel, PowerPoint, OpenDocument or text file of at most "
            "20 MB. Whoever sees the record can fetch it."
        ),
        error_messages={"empty": _("The file is empty.")},
    )

    def clean_file(self) -> Any:
        """Its content is what its name says, and of a kind that is taken."""
        file = self.cleaned_data["file"]
        try:
            media_type_of(tidy_name(file.name), file.file, file.size)
        except InputError as error:
            raise forms.ValidationError(error.in_words(_now)) from error
        return file


class HouseStyleForm(AttachmentForm):
    """A Word or PowerPoint file."""

    file = forms.FileField(
        label=_("Word or PowerPoint file"),
        help_text=_(
            "A .docx or .pptx file with your headings, fonts, colours and logo. Save a template "
            "(.dotx, .potx) as an ordinary document first."
        ),
        error_messages={"empty": _("The file is empty.")},
    )

    def clean_file(self) -> Any:
        """Only the two kinds that have a look to take over."""
        file = super().clean_file()
        if not tidy_name(file.name).lower().endswith((".docx", ".pptx")):
            raise forms.ValidationError(_("Choose a .docx or a .pptx file."))
        _require_that_it_opens(file)
        return file


def _require_that_it_opens(file: Any) -> None:
    """A look that cannot be read would stop every document that takes it on."""
    is_word = tidy_name(file.name).lower().endswith(".docx")
    opened = optional("docx").Document if is_word else optional("pptx").Presentation
    try:
        opened(file.file)
    except (OSError, KeyError, ValueError, SyntaxError) as error:
        raise forms.ValidationError(
            _("The file cannot be read. Open it in Word or PowerPoint, save it again, choose that.")
        ) from error
    file.seek(0)


class ListInForm(forms.Form):
    """A list: pasted, or as a file."""

    text = forms.CharField(
        label=_("Paste the rows here"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Mark the rows in the spreadsheet, headings and all, copy, and paste."),
    )
    file = forms.FileField(
        label=_("Or choose an Excel or CSV file"),
        required=False,
        help_text=_("The first sheet is read."),
    )
    rows: Rows

    def clean(self) -> dict[str, Any]:
        """The rows in it; a file goes before what was pasted."""
        data = super().clean() or {}
        file = data.get("file")
        try:
            if file is not None:
                self.rows = rows_of_file(tidy_name(file.name), file.file, file.size)
            else:
                self.rows = rows_of_text(data.get("text", ""))
        except InputError as error:
            self.add_error("text" if file is None else "file", error.in_words(_now))
        return data


class WholeForm(forms.Form):
    """A strategy's file."""

    file = forms.FileField(
        label=_("File"), help_text=_("The .zip file a strategy was taken out as.")
    )

    def clean_file(self) -> Opened:
        """What it holds."""
        file = self.cleaned_data["file"]
        try:
            return unpack(file.file, file.size)
        except InputError as error:
            raise forms.ValidationError(error.in_words(_now)) from error
