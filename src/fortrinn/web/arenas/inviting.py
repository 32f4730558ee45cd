"""The words of an invitation, to be copied into one's own e-mail."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from fortrinn.web.arenas.models import Arena
from fortrinn.web.templatetags.fortrinn import moment


def invitation_of(arena: Arena) -> tuple[str, str]:
    """The subject and the text, in the language of the arena."""
    with override(arena.language):
        when = moment(arena.starts) if arena.starts else ""
        about = [
            f"{label}: {said}"
            for label, said in ((_("When"), when), (_("Where"), arena.where))
            if said
        ]
        welcome = arena.invitation or _("Welcome to “{title}”.").format(title=arena.title)
        text = "\n\n".join(filter(None, (welcome, "\n".join(about), arena.programme)))
        return ", ".join(filter(None, (arena.title, when))), text
