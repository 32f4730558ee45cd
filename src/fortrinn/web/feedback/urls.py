"""Feedback on the workbench."""

from django.urls import path

from fortrinn.web.feedback import views

app_name = "feedback"
urlpatterns = [
    path("", views.give, name="give"),
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/<int:number>/", views.reply, name="reply"),
    path("<uuid:uid>/", views.receipt, name="receipt"),
]
