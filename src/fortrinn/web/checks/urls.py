"""The reminders of a strategy."""

from django.urls import path

from fortrinn.web.checks import views

app_name = "checks"
HERE = "<slug:place>/s/<slug:strategy>/reminders/"
urlpatterns = [
    path("<slug:place>/s/<slug:strategy>/loose-ends/", views.loose_ends, name="loose_ends"),
    path(HERE, views.reminders, name="reminders"),
    path(HERE + "<slug:key>/put-aside/", views.put_aside, name="put_aside"),
    path(HERE + "<int:number>/bring-back/", views.bring_back, name="bring_back"),
]
