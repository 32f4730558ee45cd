"""Start from an adopted plan, and see its three fields together."""

from django.urls import path

from fortrinn.web.adopted import views

app_name = "adopted"
STRATEGY = "<slug:place>/s/<slug:strategy>/"
HERE = STRATEGY + "adopted-plans/"
urlpatterns = [
    path(STRATEGY + "fields/", views.fields, name="fields"),
    path(HERE + "new/", views.bring, name="bring"),
    path(HERE + "<slug:slug>/lines/", views.lines, name="lines"),
]
