"""The workspace: ``/nordland/s/<strategy>/``."""

from django.urls import path

from fortrinn.web.strategies import views

app_name = "strategies"
STRATEGY = "<slug:place>/s/<slug:strategy>/"
urlpatterns = [
    path("strategies/", views.mine, name="mine"),
    path(STRATEGY, views.home, name="home"),
    path(STRATEGY + "people/", views.people, name="people"),
    path(STRATEGY + "people/<uuid:person>/role/", views.change_role, name="change_role"),
    path(STRATEGY + "people/<uuid:person>/end/", views.end_role, name="end_role"),
]
