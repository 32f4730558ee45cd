from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "fortrinn.web.accounts"
