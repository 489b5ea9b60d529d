from django.apps import AppConfig


class UsersConfig(AppConfig):
    name = "orchard.users"
    verbose_name = "Users"

    def ready(self):
        import orchard.users.signals  # noqa: F401
