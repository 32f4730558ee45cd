"""The pages every record has: ``/nordland/s/<strategy>/<kind>/<slug>/``."""

from django.urls import path, register_converter

from fortrinn.web.records.kinds import Kind, kind_at
from fortrinn.web.records.views import (
    attachments,
    bulk,
    discussion,
    history,
    into,
    lists,
    out,
    pages,
    showing,
    tags,
    thread,
    whole,
)


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
STRATEGY = "<slug:place>/s/<slug:strategy>/"
LIST = STRATEGY + "<kind:kind>/"
ONE = LIST + "<slug:slug>/"
urlpatterns = [
    path(STRATEGY + "promises/", lists.promised, name="promises"),
    path(STRATEGY + "house-style/", out.house_style, name="house_style"),
    path(STRATEGY + "house-style/drop/", out.drop_style, name="drop_style"),
    path(STRATEGY + "whole/", whole.whole, name="whole"),
    path(STRATEGY + "whole/file/", whole.whole_file, name="whole_file"),
    path(STRATEGY + "whole/file/<uuid:uid>/", whole.whole_ready, name="whole_ready"),
    path(LIST, lists.listing, name="list"),
    path(LIST + "new/", pages.new, name="new"),
    path(LIST + "bulk/", bulk.change, name="bulk"),
    path(LIST + "batches/", bulk.batches, name="batches"),
    path(LIST + "batches/<uuid:uid>/", bulk.batch, name="batch"),
    path(LIST + "import/", into.bring, name="import"),
    path(LIST + "export/<slug:ending>/", out.export_list, name="export"),
    path(ONE, pages.record, name="record"),
    path(ONE + "file/<slug:ending>/", out.export_record, name="file"),
    path(ONE + "edit/", pages.edit, name="edit"),
    path(ONE + "history/", history.history, name="history"),
    path(ONE + "history/<int:number>/", history.earlier, name="earlier"),
    path(ONE + "thread/", thread.thread, name="thread"),
    path(ONE + "thread/sheet/", thread.sheet, name="sheet"),
    path(ONE + "thread/sheet/pdf/", thread.sheet, {"ending": "pdf"}, name="sheet_pdf"),
    path(ONE + "comments/", discussion.add_comment, name="comment"),
    path(ONE + "comments/<uuid:uid>/withdraw/", discussion.take_back, name="withdraw_comment"),
    path(ONE + "links/", thread.add_link, name="link"),
    path(ONE + "links/<uuid:uid>/withdraw/", thread.withdraw, name="withdraw_link"),
    path(ONE + "tags/", tags.tags, name="tags"),
    path(ONE + "tags/remove/", tags.untag, name="untag"),
    path(ONE + "attachments/", attachments.attach, name="attach"),
    path(ONE + "attachments/<uuid:uid>/", attachments.attachment, name="attachment"),
    path(
        ONE + "attachments/<uuid:uid>/withdraw/",
        attachments.withdraw,
        name="withdraw_attachment",
    ),
    path(ONE + "visibility/", showing.visibility, name="visibility"),
    path(ONE + "remove/", showing.remove, name="remove"),
    path(ONE + "restore/", showing.restore, name="restore"),
]
