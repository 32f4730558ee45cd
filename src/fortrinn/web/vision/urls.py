"""Vision and goals in the workspace; a record's own page is that of every record."""

from django.urls import path

from fortrinn.web.vision import views, views_scenarios

app_name = "vision"

STRATEGY = "<slug:place>/s/<slug:strategy>/"
urlpatterns = [
    path(STRATEGY + "vision/", views.vision, name="vision"),
    path(STRATEGY + "foresight/", views_scenarios.foresight, name="foresight"),
    path(STRATEGY + "drivers/<slug:slug>/judge/", views_scenarios.judge, name="judge_driver"),
    path(
        STRATEGY + "scenario-frames/<slug:slug>/robustness/",
        views_scenarios.robustness,
        name="robustness",
    ),
    path(STRATEGY + "visions/<slug:slug>/judge/", views.judge, name="judge"),
    path(STRATEGY + "visions/<slug:slug>/outcome/", views.outcome, name="outcome"),
    *(
        path(
            f"{STRATEGY}{segment}/<slug:slug>/stand-behind/",
            views.stand_behind,
            {"kind": kind},
            name=f"stand_behind_{kind}",
        )
        for segment, kind in views.STANDING
    ),
]
