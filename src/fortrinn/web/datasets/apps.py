from django.apps import AppConfig


class DatasetsConfig(AppConfig):
    name = "fortrinn.web.datasets"

    def ready(self) -> None:
        from fortrinn.web.datasets import handlers  # noqa: F401 - registers the work
        from fortrinn.web.datasets.kinds import DATASET, VERSION
        from fortrinn.web.datasets.restricted import refuse_showing
        from fortrinn.web.records.kinds import register
        from fortrinn.web.records.visibility import VETOES

        register(DATASET)
        register(VERSION)
        VETOES.append(refuse_showing)
