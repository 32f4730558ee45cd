"""Search, filter and order of a list, and what may be done to many of its records at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.db.models import Q
from django.db.models.functions import Collate
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from fortrinn.web.accounts.models import User
from fortrinn.web.alphabet import alphabetical
from fortrinn.web.records.batches import Batch
from fortrinn.web.records.bulk import POWER_FOR
from fortrinn.web.records.forms import owner_field
from fortrinn.web.records.kinds import Kind
from fortrinn.web.records.models import Record, RecordQuerySet, Tag, Visibility
from fortrinn.web.records.tagging import meant
from fortrinn.web.records.values import field_of
from fortrinn.web.strategies.models import Membership
from fortrinn.web.strategies.roles import Power

NOBODY = "nobody"
FOLDED = ("owner", "tag", "visibility")


class ListForm(forms.Form):
    """Search and filter of a list. What it does not know is ignored."""

    # Every filter is optional; saying it on each is noise.
    is_filter = True

    ORDERS: ClassVar[dict[str, tuple[str | Collate, ...]]] = {
        "changed": ("-changed_at", "-pk"),
        "title": (alphabetical("title"), "pk"),
        "oldest": ("created_at", "pk"),
    }

    q = forms.CharField(label=_("Search"), required=False, max_length=200)

    def __init__(
        self, *args: Any, kind: Kind, records: RecordQuerySet, membership: Membership, **kwargs: Any
    ) -> None:
        """``records`` are those of the list, from which owners and tags to choose are taken."""
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.searched = _searched(kind, membership)
        if kind.statuses:
            self._choose("status", _("Status"), list(kind.statuses.items()))
        for name in kind.filters:
            self._choose(name, kind.label_of(name), list(field_of(kind.model, name).choices or ()))
        if people := _owners(records):
            self._choose("owner", _("Owner"), [*people, (NOBODY, _("Nobody yet"))])
        if tags := _tags(records):
            self._choose("tag", _("Tag"), tags)
        self._choose("visibility", _("Seen by"), Visibility.choices)
        self.fields["order"] = forms.ChoiceField(
            label=_("Order"),
            required=False,
            choices=[
                ("changed", _("Changed last")),
                ("title", _("Title")),
                ("oldest", _("Oldest first")),
            ],
        )

    def _choose(self, name: str, label: Any, choices: list[tuple[Any, Any]]) -> None:
        shown = [(value, capfirst(str(words))) for value, words in choices]
        self.fields[name] = forms.ChoiceField(
            label=label, required=False, choices=[("", _("All")), *shown]
        )

    def first_fields(self) -> list[forms.BoundField]:
        """What most ask by."""
        return [field for field in self.visible_fields() if field.name not in FOLDED]

    def folded_fields(self) -> list[forms.BoundField]:
        """The rest, behind «more choices»."""
        return [field for field in self.visible_fields() if field.name in FOLDED]

    @property
    def fold_is_used(self) -> bool:
        """Then it is open."""
        return any(self.cleaned_data.get(name) for name in FOLDED)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the order was asked for."""
        return any(value for name, value in self.cleaned_data.items() if name != "order")

    @property
    def in_words(self) -> str:
        """What was asked for, as a reader of a file needs it said."""
        said = []
        for name, value in self.cleaned_data.items():
            if value and name != "order":
                field = self.fields[name]
                choices = {str(key): words for key, words in getattr(field, "choices", ())}
                said.append(f"{field.label}: {choices.get(value, value)}")
        return ", ".join(said)

    def applied(self, records: RecordQuerySet) -> RecordQuerySet:
        """The records that were asked for; a field that is not valid counts as empty."""
        self.is_valid()
        asked = self.cleaned_data
        for word in asked.get("q", "").split():
            records = records.filter(_has(self.searched, word))
        for name in ("status", "visibility", *self.kind.filters):
            if asked.get(name):
                records = records.filter(**{name: asked[name]})
        records = _of_owner(records, asked.get("owner", ""))
        records = _with_tag(records, asked.get("tag", ""))
        return records.order_by(*self.ORDERS[asked.get("order") or "changed"])


def _searched(kind: Kind, membership: Membership) -> list[str]:
    """The kind's own texts, without those only the working group reads: no search tells of them."""
    works = membership.may(Power.READ_WORKING_GROUP)
    return [name for name in kind.texts if works or name not in kind.inner]


def _has(texts: list[str], word: str) -> Q:
    """A word in the title or in one of the texts."""
    found = Q(title__icontains=word)
    for name in texts:
        found |= Q(**{f"{name}__icontains": word})
    return found


def _of_owner(records: RecordQuerySet, owner: str) -> RecordQuerySet:
    if owner == NOBODY:
        return records.filter(owner=None)
    return records.filter(owner__uid=owner) if owner else records


def _with_tag(records: RecordQuerySet, key: str) -> RecordQuerySet:
    vocabulary, _colon, code = key.partition(":")
    if not code:
        return records
    return records.filter(
        tagged__withdrawn_at=None, tagged__tag__vocabulary=vocabulary, tagged__tag__code=code
    )


def _owners(records: RecordQuerySet) -> list[tuple[str, str]]:
    owners = User.objects.filter(pk__in=records.order_by().values("owner"))
    return [(str(user.uid), user.name) for user in owners.order_by(alphabetical("name"))]


def _tags(records: RecordQuerySet) -> list[tuple[str, str]]:
    used = Tag.objects.filter(
        on__withdrawn_at=None, on__record__in=records.order_by().values("pk")
    ).distinct()
    return [(tag.key, tag.shown) for tag in used]


class BulkForm(forms.Form):
    """One thing to do to many records; only what the person's role may do is offered."""

    what = forms.ChoiceField(
        label=_("What do you want to do?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what to do.")},
    )
    tag = forms.CharField(
        label=_("Tag"),
        required=False,
        max_length=200,
        help_text=_("Its name or code, for instance «Livet i havet» or SN2007 03.21."),
    )
    reason = forms.CharField(
        label=_("Why?"),
        required=False,
        max_length=500,
        help_text=_("Shown in the history of each. Needed when you remove or lay aside."),
    )

    def __init__(
        self,
        *args: Any,
        kind: Kind,
        membership: Membership,
        records: Sequence[Record] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.records = kind, records
        What = Batch.What
        offered = {
            What.STATUS: _("Give them another status"),
            What.OWNER: _("Give them another owner"),
            What.TAG: _("Put on a tag"),
            What.VISIBILITY: _("Change who sees them"),
            What.REMOVE: _("Remove them"),
        }
        if not kind.statuses:
            del offered[What.STATUS]
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)
        what.choices = [
            (value, words) for value, words in offered.items() if membership.may(POWER_FOR[value])
        ]
        self._add(What.STATUS, _("New status"), list(kind.statuses.items()))
        self._add(What.VISIBILITY, _("Seen by"), list(Visibility.choices))
        self.fields["owner"] = owner_field(membership.strategy)
        self.order_fields(["what", "status", "owner", "visibility", "tag", "reason"])

    def _add(self, name: str, label: Any, choices: list[tuple[Any, Any]]) -> None:
        self.fields[name] = forms.ChoiceField(
            label=label, required=False, choices=[("", _("Choose")), *choices]
        )

    def clean(self) -> dict[str, Any]:
        """The value that goes with what is to be done, and the reason a removal needs."""
        data = super().clean() or {}
        what = data.get("what")
        if self._needs_a_reason(data) and not data.get("reason", "").strip():
            self.add_error("reason", _("Say why in a few words."))
        if what in (Batch.What.STATUS, Batch.What.VISIBILITY) and not data.get(what):
            self.add_error(what, _("Choose one."))
        if what == Batch.What.TAG:
            self._clean_tag(data)
        return data

    def _needs_a_reason(self, data: dict[str, Any]) -> bool:
        """Removing does, and a status that one neither takes on nor leaves without a word."""
        if data.get("what") == Batch.What.STATUS:
            turns = {data.get("status"), *(record.status for record in self.records)}
            return bool(turns & set(self.kind.reasons))
        return data.get("what") == Batch.What.REMOVE

    def _clean_tag(self, data: dict[str, Any]) -> None:
        """The tag that was meant; several that fit are named, so that one can be chosen."""
        found = meant(data.get("tag", ""))
        if len(found) == 1:
            data["tag"] = found[0].key
            return
        names = "; ".join(tag.shown for tag in found[:8])
        self.add_error(
            "tag",
            format_lazy(
                _("Several tags fit: {names}. Write the whole name or the code of one."),
                names=names,
            )
            if found
            else _("No tag is called that. Look it up under Tags on one of the records."),
        )

    @property
    def value(self) -> str:
        """What the records are to have."""
        what = self.cleaned_data["what"]
        if what == Batch.What.OWNER:
            owner = self.cleaned_data["owner"]
            return str(owner.uid) if owner else ""
        return str(self.cleaned_data.get(what) or "")

    @property
    def becomes(self) -> str:
        """The same in words."""
        what = self.cleaned_data["what"]
        if what == Batch.What.OWNER:
            return str(self.cleaned_data["owner"] or _("Nobody yet"))
        if what == Batch.What.TAG:
            return meant(self.value)[0].shown
        if what == Batch.What.REMOVE:
            return str(_("removed"))
        choices = dict(getattr(self.fields[what], "choices", ()))
        return capfirst(str(choices[self.value]))
