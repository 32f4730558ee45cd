"""The pages every record has: ``/nordland/s/<strategy>/<kind>/<slug>/``."""

from django.urls import path, register_converter

from fortrinn.web.records import views
from fortrinn.web.records.kinds import Kind, kind_at


class KindConverter:
    """The word of a registered kind; any other word is left to other addresses."""

    regex = "[a-z][a-z-]*"

    def to_python(self, value: str) -> Kind:
        kind = kind_at(value)
        if kind is None or not kind.has_pages:
            raise ValueError(value)
        return kind

    def to_url(self, value: Kind | str) -> str:
        return value if isinstance(value, str) else value.segment


register_converter(KindConverter, "kind")

app_name = "records"
LIST = "<slug:place>/s/<slug:strategy>/<kind:kind>/"
ONE = LIST + "<slug:slug>/"
urlpatterns = [
    path(LIST, views.listing, name="list"),
    path(LIST + "new/", views.new, name="new"),
    path(ONE, views.record, name="record"),
    path(ONE + "edit/", views.edit, name="edit"),
    path(ONE + "history/", views.history, name="history"),
    path(ONE + "history/<int:number>/", views.earlier, name="earlier"),
    path(ONE + "thread/", views.thread, name="thread"),
    path(ONE + "comments/", views.add_comment, name="comment"),
    path(ONE + "comments/<uuid:uid>/withdraw/", views.take_back, name="withdraw_comment"),
    path(ONE + "links/", views.add_link, name="link"),
    path(ONE + "links/<uuid:uid>/withdraw/", views.withdraw, name="withdraw_link"),
    path(ONE + "visibility/", views.visibility, name="visibility"),
    path(ONE + "remove/", views.remove, name="remove"),
    path(ONE + "restore/", views.restore, name="restore"),
]
