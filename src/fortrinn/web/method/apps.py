from django.apps import AppConfig


class MethodConfig(AppConfig):
    name = "fortrinn.web.method"
