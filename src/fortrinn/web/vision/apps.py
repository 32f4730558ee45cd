from django.apps import AppConfig


class VisionConfig(AppConfig):
    name = "fortrinn.web.vision"

    def ready(self) -> None:
        from fortrinn.web.records.kinds import register
        from fortrinn.web.vision.kinds import ALL

        for kind in ALL:
            register(kind)
