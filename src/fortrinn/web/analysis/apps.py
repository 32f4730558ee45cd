from django.apps import AppConfig


class AnalysisConfig(AppConfig):
    name = "fortrinn.web.analysis"

    def ready(self) -> None:
        from fortrinn.web.analysis import handlers  # noqa: F401 - registers the work
        from fortrinn.web.analysis.again import run_again
        from fortrinn.web.analysis.kinds import FINDING, OPTION, RUN
        from fortrinn.web.datasets.fetching import RERUNS
        from fortrinn.web.records.kinds import register

        RERUNS.append(run_again)
        from fortrinn.web.analysis.doubted import figure_of_run
        from fortrinn.web.analysis.order_kinds import EARLIER, ORDER, REGISTER
        from fortrinn.web.publishing.of_records import DOUBTABLE

        DOUBTABLE[RUN.key] = figure_of_run
        for kind in (ORDER, EARLIER, REGISTER):
            register(kind)
        register(RUN)
        register(FINDING)
        register(OPTION)
