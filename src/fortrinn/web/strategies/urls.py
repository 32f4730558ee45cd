"""The workspace: ``/nordland/s/<strategy>/``."""

from django.urls import path

from fortrinn.web.strategies import views

app_name = "strategies"
urlpatterns = [
    path("strategies/", views.mine, name="mine"),
    path("<slug:place>/s/<slug:strategy>/", views.home, name="home"),
]
