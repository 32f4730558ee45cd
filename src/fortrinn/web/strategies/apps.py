from django.apps import AppConfig


class StrategiesConfig(AppConfig):
    name = "fortrinn.web.strategies"
