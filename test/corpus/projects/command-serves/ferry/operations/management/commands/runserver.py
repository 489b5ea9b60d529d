"""runserver with tracing."""
from django.contrib.staticfiles.management.commands.runserver import Command as RunserverCommand

from ferry.telemetry import setup


class Command(RunserverCommand):
    def inner_run(self, *args, **options):
        setup()
        super().inner_run(*args, **options)
