"""Analysis in the workspace; a run's and a finding's own pages are those of every record."""

from django.urls import path, re_path

from fortrinn.web.analysis import order_views, views, views_own

app_name = "analysis"

STRATEGY = "<slug:place>/s/<slug:strategy>/"
FILE = (
    r"^(?P<place>[-\w]+)/s/(?P<strategy>[-\w]+)/runs/(?P<slug>[-\w]+)/"
    r"(?P<name>table\.csv|table\.xlsx|figure\.svg|figure\.png)$"
)

OWN = STRATEGY + "analysis/own/<slug:page>/"
OWN_FILE = (
    r"^(?P<place>[-\w]+)/s/(?P<strategy>[-\w]+)/analysis/own/(?P<page>[-\w]+)/"
    r"(?P<name>table\.csv|table\.xlsx|figure\.svg|figure\.png)$"
)

urlpatterns = [
    path(STRATEGY + "analysis/", views.analysis, name="analysis"),
    path(STRATEGY + "analysis/options/", views.take, name="take"),
    path(STRATEGY + "orders/new/", order_views.new_order, name="new_order"),
    path(STRATEGY + "runs/new/", views.new_run, name="new_run"),
    path(STRATEGY + "findings/new/", views.new_finding, name="new_finding"),
    re_path(FILE, views.file, name="file"),
    path(OWN, views_own.own_page, name="own"),
    re_path(OWN_FILE, views_own.own_file, name="own_file"),
]
