"""`manage.py serve`: what production runs."""
from django.core.management.base import BaseCommand
from gunicorn.app.base import BaseApplication

from ferry.telemetry import setup


class Server(BaseApplication):
    def __init__(self, options):
        self.options = options
        super().__init__()

    def load_config(self):
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self):
        from ferry.wsgi import application

        return application


class Command(BaseCommand):
    def add_arguments(self, parser):
        parser.add_argument("--bind", default="0.0.0.0:8000")
        parser.add_argument("--workers", type=int, default=2)

    def handle(self, *args, **options):
        setup()
        Server({"bind": options["bind"], "workers": options["workers"]}).run()
