"""Dataset versions: ``/datasets/<slug>/``."""

from django.urls import path

from fortrinn.web.datasets import views

app_name = "datasets"
urlpatterns = [path("<slug:slug>/", views.version, name="version")]
