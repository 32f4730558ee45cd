"""Before: choose a template, say when and where, invite, print."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fortrinn.content.arena_templates import NAMES, arena_template, arena_templates
from fortrinn.web.arenas import services
from fortrinn.web.arenas.access import arena_for
from fortrinn.web.arenas.calendar import calendar_file
from fortrinn.web.arenas.forms import FromTemplateForm, PeopleForm
from fortrinn.web.arenas.inviting import invitation_of
from fortrinn.web.arenas.kinds import ATTENDANCE
from fortrinn.web.arenas.models import Attendance
from fortrinn.web.arenas.room import attendances_of, email_addresses, voices_of
from fortrinn.web.errors import NotHere
from fortrinn.web.organising.balance import remarks_on
from fortrinn.web.publishing.views.downloads import attachment
from fortrinn.web.records.once import once
from fortrinn.web.strategies.access import membership_for
from fortrinn.web.strategies.roles import Power

MOST_COUNTED = 100_000
BLANK_CARDS = 8


@require_safe
def templates(request: HttpRequest, place: str, strategy: str) -> HttpResponse:
    """«Lag verksted»: the templates, each with what it is for and what it asks of people."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    context = {"membership": membership, "strategy": membership.strategy}
    own = {"templates": arena_templates(get_language() or "nb")}
    return render(request, "arenas/templates.html", context | own)


@require_http_methods(["GET", "HEAD", "POST"])
@once
def from_template(request: HttpRequest, place: str, strategy: str, name: str) -> HttpResponse:
    """One template, and the three things it cannot know."""
    membership = membership_for(request.user, place, strategy, Power.WRITE)
    if name not in NAMES:
        raise NotHere(_("There is no such template."))
    template = arena_template(name, membership.strategy.language)
    form = FromTemplateForm(request.POST or None, initial={"title": template.title})
    if request.method == "POST" and form.is_valid():
        arena = services.plan_from_template(
            strategy=membership.strategy,
            template=template,
            by=membership.user,
            **form.cleaned_data,
        )
        return redirect("arenas:people", place, strategy, arena.slug)
    context = {"membership": membership, "strategy": membership.strategy}
    return render(
        request, "arenas/from_template.html", context | {"template": template, "form": form}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """Who is invited and who came, and what the room would be like."""
    opened = arena_for(request, place, strategy, slug, Power.WRITE)
    rows = attendances_of(opened.arena)
    listed = [row.actor_id for row in rows if row.actor_id]
    form = PeopleForm(request.POST or None, actors=opened.actors.exclude(pk__in=listed))
    if request.method == "POST" and form.is_valid():
        made = services.invite(arena=opened.arena, by=opened.membership.user, **form.cleaned_data)
        text = ngettext("{n} is put on the list.", "{n} are put on the list.", len(made))
        messages.success(request, text.format(n=len(made)))
        return redirect("arenas:people", place, strategy, slug)
    addresses, lacking = email_addresses(rows)
    context = opened.context | {
        "form": form,
        "rows": rows,
        "statuses": ATTENDANCE.statuses,
        "remarks": remarks_on(voices_of(rows, before=opened.arena.is_ahead)),
        "addresses": "; ".join(addresses),
        "lacking": lacking,
    }
    return render(request, "arenas/people.html", context)


@require_POST
def came(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """Keep who came, and how many; an empty number stays unknown."""
    opened = arena_for(request, place, strategy, slug, Power.WRITE)
    known = ATTENDANCE.statuses
    typed = {}
    for row in attendances_of(opened.arena):
        if f"came-{row.pk}" not in request.POST:
            continue
        status = request.POST.get(f"status-{row.pk}", row.status)
        number = request.POST[f"came-{row.pk}"].strip()
        is_number = number.isascii() and number.isdecimal() and int(number) <= MOST_COUNTED
        if number and not is_number:
            messages.error(
                request, _("“{typed}” is not a number of people.").format(typed=number[:40])
            )
        count = int(number) if is_number else (row.came if number else None)
        typed[row.pk] = (status if status in known else row.status, count)
    services.note_who_came(arena=opened.arena, by=opened.membership.user, came=typed)
    messages.success(request, _("Saved."))
    return redirect("arenas:people", place, strategy, slug)


@require_POST
def take_off(
    request: HttpRequest, place: str, strategy: str, slug: str, number: int
) -> HttpResponse:
    """Take somebody off the list who stands there by mistake."""
    opened = arena_for(request, place, strategy, slug, Power.WRITE)
    row = get_object_or_404(Attendance, pk=number, arena=opened.arena, removed_at=None)
    services.take_off_the_list(attendance=row, by=opened.membership.user)
    return redirect("arenas:people", place, strategy, slug)


@require_safe
def invitation(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """The text and the addresses to copy into one's own e-mail, and the calendar file."""
    opened = arena_for(request, place, strategy, slug, Power.WRITE)
    addresses, lacking = email_addresses(attendances_of(opened.arena))
    subject, text = invitation_of(opened.arena)
    context = opened.context | {"addresses": "; ".join(addresses), "lacking": lacking}
    context |= {"subject": subject, "text": text}
    return render(request, "arenas/invitation.html", context)


@require_safe
def calendar(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """The meeting for a calendar."""
    arena = arena_for(request, place, strategy, slug).arena
    if arena.starts is None:
        raise NotHere(_("Nobody has said when it starts. Set the time first."))
    content = calendar_file(
        uid=f"{arena.uid}@{request.get_host()}",
        title=arena.title,
        starts=arena.starts,
        ends=arena.ends,
        where=arena.where,
        text=arena.programme,
        stamped=arena.changed_at,
    )
    return attachment(content, "text/calendar; charset=utf-8", f"{arena.slug}.ics")


@require_safe
def sheets(request: HttpRequest, place: str, strategy: str, slug: str) -> HttpResponse:
    """Sheets to print: the brief, the list of who comes, blank cards."""
    opened = arena_for(request, place, strategy, slug, Power.READ_WORKING_GROUP)
    arena = opened.arena
    known = arena.template in NAMES
    prompts = arena_template(arena.template, arena.language).cards if known else ()
    context = opened.context | {
        "rows": attendances_of(arena),
        "prompts": [(prompt, range(BLANK_CARDS)) for prompt in prompts or ("",)],
        "empty_rows": range(8),
    }
    return render(request, "arenas/sheets.html", context)
