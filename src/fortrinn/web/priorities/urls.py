"""Prioritising in the workspace; the records have the pages of every record."""

from django.urls import path

from fortrinn.web.priorities.views import comparison

app_name = "priorities"

STRATEGY = "<slug:place>/s/<slug:strategy>/"
urlpatterns = [
    path(STRATEGY + "comparison/", comparison.comparison, name="comparison"),
    path(STRATEGY + "discoveries/<slug:slug>/assess/", comparison.assess, name="assess"),
]
