"""`manage.py serve`: what production runs."""
import uvicorn
from django.core.management.base import BaseCommand

from tramway.asgi import application
from tramway.telemetry import setup


class Command(BaseCommand):
    def handle(self, *args, **options):
        setup()
        uvicorn.run(application, host="0.0.0.0", port=8000, lifespan="off")
