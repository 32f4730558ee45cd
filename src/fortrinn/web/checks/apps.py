from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ChecksConfig(AppConfig):
    name = "fortrinn.web.checks"

    def ready(self) -> None:
        autodiscover_modules("checks")
