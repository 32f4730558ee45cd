"""What a person may type about a meeting, before, during and after it."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fortrinn.content import question_book
from fortrinn.web.analysis.models import Confidence
from fortrinn.web.arenas.becoming import ANSWER, FINDING
from fortrinn.web.arenas.models import CARD_LIMIT, LONG, Agreed, Arena, Card, Reply
from fortrinn.web.arenas.pasting import lines_of
from fortrinn.web.organising.actors import ActorType
from fortrinn.web.organising.forms import NOT_KNOWN, choose, day_input
from fortrinn.web.organising.models import Actor
from fortrinn.web.records.forms import RecordForm
from fortrinn.web.records.models import TITLE_LIMIT

MOST_CARDS = 300


def moment_input() -> forms.DateTimeInput:
    """The browser's own calendar and clock."""
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def area(rows: int) -> forms.Textarea:
    """A field for more than a line."""
    return forms.Textarea(attrs={"rows": rows})


class ArenaForm(RecordForm):
    """Name, time, place and length; the five questions and the rest are folded."""

    folded: ClassVar[tuple[str, ...]] = (
        "form",
        "expected",
        "process_role",
        "expectations",
        "experience",
        "outcomes",
        "set_up",
        "ideas_owner",
        "invitation",
        "programme",
        "went",
        "pulse_asked",
        "pulse_worth",
        "pulse_next",
        "pulse_again",
        "status",
        "language",
    )

    class Meta:
        model = Arena
        fields = [
            "title",
            "starts",
            "where",
            "minutes",
            "form",
            "expected",
            "process_role",
            "expectations",
            "experience",
            "outcomes",
            "set_up",
            "ideas_owner",
            "invitation",
            "programme",
            "went",
            "pulse_asked",
            "pulse_worth",
            "pulse_next",
            "pulse_again",
            "status",
            "language",
        ]
        labels = {"title": _("What is it called?")}
        help_texts = {
            "minutes": _("With the way there, if it is long. It is the people's time you spend."),
            "ideas_owner": _("Firms share more when they know. Say it in the invitation too."),
            "went": _("Look at the five questions again, honestly."),
            "pulse_asked": _("Three quick questions at the door; how many answered?"),
        }
        widgets = {
            "starts": moment_input(),
            **{
                name: area(3)
                for name in (
                    "process_role",
                    "expectations",
                    "experience",
                    "outcomes",
                    "set_up",
                    "ideas_owner",
                    "went",
                )
            },
            "invitation": area(10),
            "programme": area(8),
        }


class FromTemplateForm(forms.Form):
    """What a template cannot know: what it is called, when and where."""

    title = forms.CharField(label=_("What is it called?"), max_length=TITLE_LIMIT)
    starts = forms.DateTimeField(label=_("Starts"), required=False, widget=moment_input())
    where = forms.CharField(label=_("Where"), required=False, max_length=200)


class PeopleForm(forms.Form):
    """Who is invited: actors of the register, and guests by name of their organisation."""

    actors = forms.ModelMultipleChoiceField(
        label=_("From the register"),
        queryset=Actor.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    guests = forms.CharField(
        label=_("Others"),
        required=False,
        max_length=LONG,
        widget=area(3),
        help_text=_("One organisation or group on each line. No names of persons here."),
    )

    def __init__(self, *args: Any, actors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["actors"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = actors
        if not actors.exists():
            field.widget = forms.MultipleHiddenInput()

    def clean_guests(self) -> list[str]:
        """The names, one for each line."""
        return [line[:TITLE_LIMIT] for line in lines_of(self.cleaned_data["guests"])]


class VoiceFields(forms.Form):
    """Where cards come from and what may be done with them."""

    voice = forms.CharField(
        label=_("Who said it?"),
        required=False,
        max_length=160,
        help_text=_("A table, a group or an organisation. Leave empty where you do not know."),
    )
    type = forms.ChoiceField(
        label=_("What kind of actor?"), required=False, choices=[NOT_KNOWN, *ActorType.choices]
    )
    actor = forms.ModelChoiceField(
        label=_("From the register"),
        queryset=Actor.objects.none(),
        required=False,
        empty_label=_("Nobody chosen"),
    )
    consent = forms.ChoiceField(
        label=_("What may we do with it?"),
        choices=Card.Consent.choices,
        initial=Card.Consent.UNNAMED,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, actors: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["actor"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = actors

    def first_fields(self) -> list[forms.BoundField]:
        """What is open from the start."""
        return [self["cards"]]

    def folded_fields(self) -> list[forms.BoundField]:
        """What is the same for all the cards."""
        return [self[name] for name in ("voice", "type", "actor", "consent")]


class CardsForm(VoiceFields):
    """Many cards at once."""

    cards = forms.CharField(
        label=_("One card on each line"),
        max_length=CARD_LIMIT * MOST_CARDS,
        widget=area(12),
        help_text=_(
            "Type, or paste a column from a spreadsheet. With a second column, it says who said it."
        ),
    )

    def clean_cards(self) -> list[str]:
        """The lines; one that is too long is named, and nothing is cut."""
        lines = lines_of(self.cleaned_data["cards"])
        if not lines:
            raise forms.ValidationError(_("Write at least one card."))
        if len(lines) > MOST_CARDS:
            raise forms.ValidationError(
                _("These are %(n)s cards. Take at most %(most)s at a time."),
                params={"n": len(lines), "most": MOST_CARDS},
            )
        for number, line in enumerate(lines, 1):
            if len(line) > CARD_LIMIT:
                raise forms.ValidationError(
                    _("Card %(n)s is longer than %(most)s letters. Split it in two."),
                    params={"n": number, "most": CARD_LIMIT},
                )
        return lines


class CardForm(RecordForm):
    """One card, mended afterwards."""

    folded: ClassVar[tuple[str, ...]] = ("type", "language")

    class Meta:
        model = Card
        fields = ["title", "text", "voice", "consent", "type", "language"]
        labels = {"title": _("In one line")}
        widgets = {"text": area(4), "consent": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["type"], [NOT_KNOWN, *ActorType.choices])


class AgreedForm(forms.ModelForm):
    """A decision or a promise, as it is noted in the meeting."""

    title = forms.CharField(label=_("What was agreed?"), max_length=TITLE_LIMIT)

    class Meta:
        model = Agreed
        fields = ["sort", "title", "who", "due"]
        widgets = {"due": day_input(), "sort": forms.RadioSelect}
        help_texts = {"who": _("A promise nobody owns is not one.")}


class AgreedEditForm(RecordForm):
    """A decision or a promise, followed up."""

    folded: ClassVar[tuple[str, ...]] = ("sort", "language")

    class Meta:
        model = Agreed
        fields = ["title", "who", "due", "status", "sort", "language"]
        labels = {"title": _("What was agreed?")}
        widgets = {"due": day_input()}


class ReplyForm(forms.Form):
    """One answer to the cards that are ticked."""

    cards = forms.ModelMultipleChoiceField(
        label=_("Which cards does it answer?"),
        queryset=Card.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one card.")},
    )
    title = forms.CharField(
        label=_("What is it about?"), max_length=TITLE_LIMIT, help_text=_("A few words.")
    )
    heard = forms.CharField(label=_("This is what you said"), max_length=LONG, widget=area(4))
    next = forms.CharField(
        label=_("This is what happens now"),
        max_length=LONG,
        widget=area(4),
        help_text=_("That nothing happens is an answer too, when it says why."),
    )

    def __init__(self, *args: Any, cards: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cards"]
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.queryset = cards


class ReplyEditForm(RecordForm):
    """An answer, mended afterwards."""

    folded: ClassVar[tuple[str, ...]] = ("language",)

    class Meta:
        model = Reply
        fields = ["title", "heard", "next", "language"]
        labels = {"title": _("What is it about?")}
        widgets = {"heard": area(4), "next": area(4)}


class BecomesForm(forms.Form):
    """What a card turns into; a finding says how sure we are, an answer to which question."""

    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("In one line"), max_length=TITLE_LIMIT)
    confidence = forms.ChoiceField(
        label=_("How sure are we?"),
        required=False,
        help_text=_("For a finding: it is seen by people, and no figure stands behind it."),
    )
    question = forms.ChoiceField(
        label=_("Which question does it answer?"),
        required=False,
        help_text=_("For an answer: words that stand there already are left as they are."),
    )
    reason = forms.CharField(
        label=_("Why?"), required=False, max_length=500, help_text=_("Stands on the link.")
    )

    def __init__(self, *args: Any, kinds: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self.fields["kind"], kinds)
        choose(self.fields["confidence"], [("", _("Not said")), *Confidence.choices])
        choose(self.fields["question"], [("", _("No question")), *questions_by_theme()])

    def clean(self) -> dict[str, Any]:
        """A finding says how sure we are, and an answer what was asked."""
        given = super().clean() or self.cleaned_data
        if given.get("kind") == FINDING and not given.get("confidence"):
            self.add_error("confidence", _("Say how sure you are."))
        if given.get("kind") == ANSWER and not given.get("question"):
            self.add_error("question", _("Choose the question it answers."))
        return given


def questions_by_theme() -> list[tuple[str, list[tuple[str, str]]]]:
    """The question book, to choose one question from."""
    lang = get_language() or "nb"
    return [
        (theme.heading, [(one.key, one.text) for one in theme.questions])
        for element in question_book.ELEMENTS
        for theme in question_book.themes(element, lang)
    ]
