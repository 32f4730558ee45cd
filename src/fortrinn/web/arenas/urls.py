"""The pages of an arena beside those of every record."""

from django.urls import path

from fortrinn.web.arenas.views import after, before, during, voices

app_name = "arenas"

STRATEGY = "<slug:place>/s/<slug:strategy>/"
ARENA = STRATEGY + "arenas/<slug:slug>/"
urlpatterns = [
    path(STRATEGY + "organising/workshop/", before.templates, name="templates"),
    path(STRATEGY + "organising/workshop/<slug:name>/", before.from_template, name="from_template"),
    path(STRATEGY + "organising/voices/", voices.voices, name="voices"),
    path(STRATEGY + "organising/time/", voices.time, name="time"),
    path(ARENA + "people/", before.people, name="people"),
    path(ARENA + "people/came/", before.came, name="came"),
    path(ARENA + "people/<int:number>/off/", before.take_off, name="take_off"),
    path(ARENA + "invitation/", before.invitation, name="invitation"),
    path(ARENA + "meeting.ics", before.calendar, name="calendar"),
    path(ARENA + "sheets/", before.sheets, name="sheets"),
    path(ARENA + "cards/", during.cards, name="cards"),
    path(ARENA + "agreed/", during.agreed, name="agreed"),
    path(ARENA + "answer/", after.answer, name="answer"),
    path(ARENA + "letter/", after.letter, name="letter"),
    path(ARENA + "letter/show/", after.show_letter, name="show_letter"),
    path(ARENA + "minutes.docx", after.minutes, name="minutes"),
    path(ARENA + "slides.pptx", after.slides, name="slides"),
    path(STRATEGY + "cards/<slug:slug>/becomes/", during.becomes, name="becomes"),
]
