"""Prioritising in the workspace; a record's own page is that of every record."""

from django.urls import path, re_path

from fortrinn.web.priorities.partners import views as partners
from fortrinn.web.priorities.views import (
    choosing,
    comparison,
    discoveries,
    element,
    searching,
    together,
)

app_name = "priorities"

STRATEGY = "<slug:place>/s/<slug:strategy>/"
DISCOVERY = STRATEGY + "discoveries/<slug:slug>/"
POINTS = r"^(?P<place>[-\w]+)/s/(?P<strategy>[-\w]+)/comparison/points\.(?P<ending>csv|xlsx)$"
urlpatterns = [
    # The word «priorities» is that of the list of priorities.
    path(STRATEGY + "prioritising/", element.priorities, name="priorities"),
    path(STRATEGY + "prioritising/diagnostics/", together.diagnostics, name="diagnostics"),
    path(STRATEGY + "prioritising/conditions/", together.conditions, name="conditions"),
    path(STRATEGY + "prioritising/portfolio/", together.portfolio, name="portfolio"),
    path(STRATEGY + "prioritising/fit/", together.fit, name="fit"),
    path(STRATEGY + "prioritising/partners/", partners.partners, name="partners"),
    path(STRATEGY + "prioritising/partners/contact/", partners.take_contact, name="take_contact"),
    path(STRATEGY + "prioritising/partners/own.xlsx", partners.own_list, name="own_list"),
    path(
        STRATEGY + "partner-regions/<slug:slug>/note/", partners.note_contact, name="note_contact"
    ),
    path(STRATEGY + "comparison/", comparison.comparison, name="comparison"),
    re_path(POINTS, comparison.points, name="points"),
    path(STRATEGY + "options/<slug:slug>/take-up/", discoveries.take_up, name="take_up"),
    path(DISCOVERY + "assess/", comparison.assess, name="assess"),
    path(DISCOVERY + "status/", discoveries.move, name="move"),
    path(DISCOVERY + "merge/", discoveries.merge, name="merge"),
    path(DISCOVERY + "split/", discoveries.split, name="split"),
    path(DISCOVERY + "evidence/", discoveries.evidence, name="evidence"),
    path(STRATEGY + "specialisations/<slug:slug>/search/", searching.search, name="search"),
    path(STRATEGY + "priorities/<slug:slug>/choose/", choosing.choose, name="choose"),
]
