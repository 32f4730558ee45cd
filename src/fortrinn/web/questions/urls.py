"""The question book of a strategy."""

from django.urls import path

from fortrinn.web.questions import views

app_name = "questions"
HERE = "<slug:place>/s/<slug:strategy>/questions/"
urlpatterns = [
    path(HERE, views.book, name="book"),
    path(HERE + "sheet/", views.sheet, name="sheet"),
    path(HERE + "sheet.docx", views.sheet_word, name="sheet_word"),
    path(HERE + "take-along/", views.take, name="take"),
    path(HERE + "<slug:element>/", views.element, name="element"),
    path(HERE + "<slug:element>/<slug:question>/", views.question, name="question"),
]
