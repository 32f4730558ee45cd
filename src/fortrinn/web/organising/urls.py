"""Organising in the workspace; an actor's own page is that of every record."""

from django.urls import path

from fortrinn.web.organising import views

app_name = "organising"

STRATEGY = "<slug:place>/s/<slug:strategy>/"
HERE = STRATEGY + "organising/"
urlpatterns = [
    path(HERE, views.organising, name="organising"),
    path(HERE + "missing/", views.missing, name="missing"),
    path(HERE + "contacts/past/", views.erase_past, name="erase_past"),
    path(STRATEGY + "actors/<slug:slug>/contacts/", views.contacts, name="contacts"),
    path(
        STRATEGY + "actors/<slug:slug>/contacts/<int:number>/erase/",
        views.erase_contact,
        name="erase_contact",
    ),
]
