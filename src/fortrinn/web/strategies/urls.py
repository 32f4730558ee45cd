"""The workspace: ``/nordland/s/<strategy>/``."""

from django.urls import path

from fortrinn.web.strategies.views import facts, handover, home, people, rounds

app_name = "strategies"
STRATEGY = "<slug:place>/s/<slug:strategy>/"
urlpatterns = [
    path("strategies/", home.mine, name="mine"),
    path("strategies/start/", home.start, name="start"),
    path(STRATEGY, home.home, name="home"),
    path(STRATEGY + "facts/", facts.facts, name="facts"),
    path(STRATEGY + "facts/region/", facts.character, name="character"),
    path(STRATEGY + "rounds/", rounds.rounds, name="rounds"),
    path(STRATEGY + "rounds/<slug:element>/open/", rounds.open_round, name="open_round"),
    path(STRATEGY + "rounds/<slug:element>/rest/", rounds.rest_round, name="rest_round"),
    path(STRATEGY + "handover/", handover.handovers, name="handovers"),
    path(STRATEGY + "handover/<uuid:person>/", handover.handover, name="handover"),
    path(STRATEGY + "people/", people.people, name="people"),
    path(STRATEGY + "people/<uuid:person>/role/", people.change_role, name="change_role"),
    path(STRATEGY + "people/<uuid:person>/end/", people.end_role, name="end_role"),
]
