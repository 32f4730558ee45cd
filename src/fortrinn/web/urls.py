"""Every address. Bokmål has no prefix; ``/nn/`` and ``/en/`` go before the same words."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from fortrinn.web import appearance, errors, kept, views

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.page_not_found
handler500 = errors.server_error

urlpatterns = [
    path("health/", views.health, name="health"),
    path("csp-report/", errors.csp_report, name="csp_report"),
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("appearance/", appearance.choose, name="appearance"),
    *i18n_patterns(
        path("accounts/kept/", kept.kept, name="kept"),
        path("accounts/", include("fortrinn.web.accounts.urls")),
        path("", include("fortrinn.web.jobs.urls")),
        path("", include("fortrinn.web.datasets.urls")),
        path("method/", include("fortrinn.web.method.urls")),
        path("feedback/", include("fortrinn.web.feedback.urls")),
        path("", include("fortrinn.web.strategies.urls")),
        path("", include("fortrinn.web.organising.urls")),
        path("", include("fortrinn.web.arenas.urls")),
        path("", include("fortrinn.web.checks.urls")),
        path("", include("fortrinn.web.questions.urls")),
        path("", include("fortrinn.web.decisions.urls")),
        path("", include("fortrinn.web.adopted.urls")),
        path("", include("fortrinn.web.analysis.urls")),
        path("", include("fortrinn.web.vision.urls")),
        path("", include("fortrinn.web.priorities.urls")),
        path("", include("fortrinn.web.implementation.urls")),
        path("", include("fortrinn.web.publishing.urls")),
        # What every record has comes last, after the pages an element makes itself.
        path("", include("fortrinn.web.records.urls")),
        prefix_default_language=False,
    ),
]
