"""Implementation: what it is to be paid with."""

from django.urls import path

from fortrinn.web.implementation import views

app_name = "implementation"
HERE = "<slug:place>/s/<slug:strategy>/implementation/"
urlpatterns = [
    path(HERE, views.implementation, name="implementation"),
    path(HERE + "offered/", views.offered, name="offered"),
]
