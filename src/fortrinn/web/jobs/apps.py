from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "fortrinn.web.jobs"
