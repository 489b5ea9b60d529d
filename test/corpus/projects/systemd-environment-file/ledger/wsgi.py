"""WSGI config for ledger."""
from django.core.wsgi import get_wsgi_application


from ledger.telemetry import start  # noqa: E402

start()

application = get_wsgi_application()
