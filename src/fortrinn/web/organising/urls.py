"""Organising in the workspace; an actor's own page is that of every record."""

from django.urls import path

from fortrinn.web.organising.views import home, network, partners, telling

app_name = "organising"

STRATEGY = "<slug:place>/s/<slug:strategy>/"
HERE = STRATEGY + "organising/"
ACTOR = STRATEGY + "actors/<slug:slug>/"
urlpatterns = [
    path("updates/<str:token>/", partners.update, name="update"),
    path(HERE, home.organising, name="organising"),
    path(HERE + "missing/", home.missing, name="missing"),
    path(HERE + "contacts/past/", home.erase_past, name="erase_past"),
    path(HERE + "usual/", partners.usual, name="usual"),
    path(HERE + "network/", network.network, name="network"),
    path(HERE + "network/paste/", network.paste_ties, name="paste_ties"),
    path(HERE + "network/<int:number>/cut/", network.cut_tie, name="cut_tie"),
    path(HERE + "politics/", telling.politics, name="politics"),
    path(HERE + "telling/", telling.telling, name="telling"),
    path(HERE + "system/", telling.system, name="system"),
    path(HERE + "log/", telling.write_log, name="write_log"),
    path(ACTOR + "contacts/", home.contacts, name="contacts"),
    path(ACTOR + "contacts/<int:number>/erase/", home.erase_contact, name="erase_contact"),
    path(ACTOR + "ask/", partners.ask, name="ask"),
    path(STRATEGY + "partnerships/<slug:slug>/members/", partners.members, name="members"),
    path(
        STRATEGY + "partnerships/<slug:slug>/members/<int:number>/leave/",
        partners.leave,
        name="leave",
    ),
]
