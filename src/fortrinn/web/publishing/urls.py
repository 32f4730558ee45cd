"""The public addresses, and the inbox of doubts in the workspace."""

from django.urls import path

from fortrinn.web.publishing.views import (
    answers,
    documents,
    doubts,
    downloads,
    pages,
    profiles,
    provenance,
    record_doubts,
)

app_name = "publishing"

SECTION = "<slug:county>/analysis/<slug:section>/"
ANALYSIS = {"part": "analysis"}
INBOX = "<slug:place>/s/<slug:strategy>/doubts/"

urlpatterns = [
    path("", pages.front, name="front"),
    path("about/", pages.text_page, {"name": "about"}, name="about"),
    path("accessibility/", pages.text_page, {"name": "accessibility"}, name="accessibility"),
    path("sources/", pages.sources, name="sources"),
    path("sources/<slug:key>/<str:file>", pages.source_file, name="source_file"),
    path("<slug:county>/", profiles.profile, name="profile"),
    path("<slug:county>/profile.<slug:ending>", documents.document, name="document"),
    path("<slug:county>/profile/<slug:ending>/", documents.ready, name="ready"),
    path("<slug:county>/analysis.<slug:ending>", documents.document, ANALYSIS, "analysis_document"),
    path("<slug:county>/analysis/file/<slug:ending>/", documents.ready, ANALYSIS, "analysis_ready"),
    path(SECTION, profiles.section, name="section"),
    path(SECTION + "table.csv", downloads.csv, name="csv"),
    path(SECTION + "table.xlsx", downloads.xlsx, name="xlsx"),
    path(SECTION + "figure.svg", downloads.svg, name="svg"),
    path(SECTION + "figure.png", downloads.png, name="png"),
    path("<slug:county>/provenance/<slug:figure>/", provenance.provenance, name="provenance"),
    path("<slug:county>/doubts/", doubts.doubts, name="doubts"),
    path("<slug:county>/doubts/new/", doubts.new_doubt, name="new_doubt"),
    path("<slug:county>/doubts/<uuid:uid>/", doubts.receipt, name="receipt"),
    path(INBOX, answers.inbox, name="inbox"),
    path(INBOX + "new/", record_doubts.new_doubt, name="new_record_doubt"),
    path(INBOX + "<uuid:uid>/", record_doubts.receipt, name="record_receipt"),
    path(INBOX + "<int:number>/", answers.answer, name="answer"),
    path(INBOX + "<int:number>/hide/", answers.hide, name="hide"),
    path(INBOX + "<int:number>/show/", answers.show_again, name="show_again"),
]
