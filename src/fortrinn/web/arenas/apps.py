from django.apps import AppConfig


class ArenasConfig(AppConfig):
    name = "fortrinn.web.arenas"
