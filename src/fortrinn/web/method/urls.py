"""The method, open to everyone."""

from django.urls import path

from fortrinn.web.method import views

app_name = "method"
urlpatterns = [
    path("", views.method, name="method"),
    path("cases/", views.cases, name="cases"),
    path("politicians/", views.politicians, name="politicians"),
    path("school/", views.school, name="school"),
    path("words/", views.words, name="words"),
    path("questions/", views.questions, name="questions"),
]
