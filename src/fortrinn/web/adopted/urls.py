"""Start from an adopted plan."""

from django.urls import path

from fortrinn.web.adopted import views

app_name = "adopted"
HERE = "<slug:place>/s/<slug:strategy>/adopted-plans/"
urlpatterns = [
    path(HERE + "new/", views.bring, name="bring"),
    path(HERE + "<slug:slug>/lines/", views.lines, name="lines"),
]
