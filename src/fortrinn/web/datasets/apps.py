from django.apps import AppConfig


class DatasetsConfig(AppConfig):
    name = "fortrinn.web.datasets"

    def ready(self) -> None:
        from fortrinn.web.datasets import handlers  # noqa: F401 - registers the work
        from fortrinn.web.datasets.doubted import dataset_of, figure_of_version
        from fortrinn.web.datasets.kinds import DATASET, VERSION
        from fortrinn.web.datasets.restricted import is_kept_in, refuse_showing
        from fortrinn.web.datasets.watching import watch
        from fortrinn.web.jobs.registry import BY_THE_CLOCK
        from fortrinn.web.publishing.of_records import DOUBTABLE, SHOWN_BY
        from fortrinn.web.records.kinds import register
        from fortrinn.web.records.visibility import KEPT_IN, VETOES

        DOUBTABLE[VERSION.key] = figure_of_version
        SHOWN_BY[VERSION.key] = dataset_of
        BY_THE_CLOCK.append(watch)
        register(DATASET)
        register(VERSION)
        VETOES.append(refuse_showing)
        KEPT_IN.append(is_kept_in)
