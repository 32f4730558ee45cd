"""Cases and decisions, beside the pages every record has."""

from django.urls import path

from fortrinn.web.decisions import views

app_name = "decisions"
HERE = "<slug:place>/s/<slug:strategy>/"
CASE = HERE + "cases/<slug:slug>/"
urlpatterns = [
    path(HERE + "decisions/new/", views.decide, name="decide"),
    path(HERE + "decisions/<slug:slug>/decision.docx", views.decision_word, name="decision_word"),
    path(HERE + "for-politicians/", views.politicians, name="politicians"),
    path(CASE + "brief/", views.brief, name="brief"),
    path(CASE + "brief.docx", views.brief_word, name="brief_word"),
    path(CASE + "publish/", views.publish, name="publish"),
]
