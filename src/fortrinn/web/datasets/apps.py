from django.apps import AppConfig


class DatasetsConfig(AppConfig):
    name = "fortrinn.web.datasets"

    def ready(self) -> None:
        from django.urls import reverse
        from django.utils.translation import gettext_lazy as _

        from fortrinn.web.datasets.models import DatasetVersion
        from fortrinn.web.records.kinds import Kind, register

        register(
            Kind(
                key="dataset-version",
                segment="datasets",
                model=DatasetVersion,
                label=_("dataset"),
                plural=_("Datasets"),
                fields=("key", "sha256", "source"),
                links_to=lambda record: reverse("datasets:version", args=[record.slug]),
            )
        )
