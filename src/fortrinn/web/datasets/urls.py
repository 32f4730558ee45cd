"""Datasets: ``/datasets/<slug>/`` for what ships, ``/<place>/s/<strategy>/datasets/…`` for own."""

from django.urls import path, re_path

from fortrinn.web.datasets import recipe_views, source_views, version_views, views

app_name = "datasets"

OWN = "<slug:place>/s/<slug:strategy>/datasets/"
FILE = (
    r"^(?P<place>[-\w]+)/s/(?P<strategy>[-\w]+)/datasets/(?P<slug>[-\w]+)/versions/"
    r"(?P<number>\d{1,6})/(?P<name>table\.csv|table\.xlsx|table\.parquet)$"
)

urlpatterns = [
    path("datasets/<slug:slug>/", views.version, name="version"),
    path(OWN + "new/", views.new, name="new"),
    path(OWN + "uploads/<uuid:uid>/", views.columns, name="columns"),
    path(OWN + "uploads/<uuid:uid>/drop/", views.drop, name="drop"),
    path(OWN + "sources/", source_views.search, name="sources"),
    path(OWN + "sources/table/", source_views.table, name="source_table"),
    path(OWN + "recipes/", recipe_views.shown, name="recipes"),
    path(OWN + "recipes/fetch/", recipe_views.fetch, name="fetch_recipes"),
    path(OWN + "recipes/look/", recipe_views.look, name="look"),
    path(OWN + "<slug:slug>/again/", recipe_views.again, name="again"),
    path(OWN + "<slug:slug>/prune/", version_views.prune_versions, name="prune"),
    path(OWN + "<slug:slug>/versions/<int:number>/", views.own_version, name="own_version"),
    path(
        OWN + "<slug:slug>/versions/<int:number>/carry/",
        version_views.carry,
        name="carry",
    ),
    re_path(FILE, views.file, name="file"),
]
