"""A cell of a list as the value of a field: by code or by words, in either language."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from fortrinn.web.records.tagging import meant
from fortrinn.web.records.tags import Tag
from fortrinn.web.records.values import field_of

if TYPE_CHECKING:
    from fortrinn.web.accounts.models import User
    from fortrinn.web.records.kinds import Kind
    from fortrinn.web.strategies.models import Strategy

YES = frozenset({"ja", "yes", "x", "1", "true", "sann"})
NO = frozenset({"nei", "no", "0", "false", "usann"})
DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y")


class NotUnderstood(ValueError):
    """A cell that says nothing the field can hold; the message names both."""


class Reader:
    """Reads the cells of a list for one kind in one strategy."""

    def __init__(self, kind: Kind, strategy: Strategy) -> None:
        self.kind = kind
        self.strategy = strategy

    def value(self, name: str, cell: str) -> Any:
        """What a cell means in a field; :class:`NotUnderstood` otherwise."""
        if name == "tags":
            return [self._tag(part.strip()) for part in cell.split(";") if part.strip()]
        if name == "owner":
            return self._person(cell)
        if name == "status":
            return self._choice(name, cell, list(self.kind.statuses.items()))
        field = field_of(self.kind.model, name)
        if field.choices:
            return self._choice(name, cell, list(cast(Any, field.flatchoices)))
        if field.is_relation:
            return self._record(name, cell, cast("type[models.Model]", field.related_model))
        if isinstance(field, models.BooleanField):
            return self._yes_or_no(name, cell)
        if isinstance(field, models.DateField):
            return self._day(name, cell)
        if isinstance(field, models.DecimalField | models.FloatField | models.IntegerField):
            cell = cell.replace(" ", "").replace("\xa0", "").replace(",", ".")
        return self._cleaned(name, cell, field)

    def _cleaned(self, name: str, cell: str, field: models.Field[Any, Any]) -> Any:
        """What the field itself takes: neither too long nor of another kind."""
        if name == "title":
            cell = " ".join(cell.split())
        try:
            return field.clean(cell, None)
        except ValidationError as error:
            raise self._fault(name, cell, " ".join(error.messages)) from error

    def _fault(self, name: str, cell: str, why: str) -> NotUnderstood:
        label = _("Tags") if name == "tags" else self.kind.label_of(name)
        shown = cell if len(cell) <= 60 else f"{cell[:59]}…"
        said = _("{field}: «{cell}» was not understood. {why}")
        return NotUnderstood(said.format(field=label, cell=shown, why=why).strip())

    def _choice(self, name: str, cell: str, choices: list[tuple[Any, Any]]) -> Any:
        wanted = self.kind.spoken.get(name, {}).get(cell.casefold(), cell.casefold())
        for value, words in choices:
            if wanted in (str(value).casefold(), str(words).casefold()):
                return value
        known = ", ".join(str(words) for _value, words in choices)
        raise self._fault(name, cell, _("It may be: {words}.").format(words=known))

    def _yes_or_no(self, name: str, cell: str) -> bool:
        if cell.casefold() in YES:
            return True
        if cell.casefold() in NO:
            return False
        raise self._fault(name, cell, _("Write yes or no."))

    def _day(self, name: str, cell: str) -> Any:
        for form in DAYS:
            try:
                return datetime.strptime(cell, form).date()
            except ValueError:
                continue
        raise self._fault(name, cell, _("Write a day as 17.05.2026."))

    def _person(self, cell: str) -> User:
        wanted = cell.casefold()
        found = [
            user for user in self._people if wanted in (user.name.casefold(), user.email.casefold())
        ]
        if len(found) == 1:
            return found[0]
        raise self._fault("owner", cell, _("Nobody, or more than one, in the strategy is that."))

    @cached_property
    def _people(self) -> list[User]:
        members = self.strategy.memberships.filter(ended_at=None).select_related("user")
        return [membership.user for membership in members]

    def _record(self, name: str, cell: str, model: type[models.Model]) -> Any:
        found = list(
            model._default_manager.filter(
                strategy=self.strategy, removed_at=None, title__iexact=cell
            )[:2]
        )
        if len(found) == 1:
            return found[0]
        raise self._fault(name, cell, _("No single record here has that title."))

    def _tag(self, cell: str) -> Tag:
        found = meant(cell)
        if len(found) == 1:
            return found[0]
        raise self._fault("tags", cell, _("Write the name or the code of one tag."))
