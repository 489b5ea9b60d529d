"""
ASGI config for radar project.

It exposes the ASGI callable as a module-level variable named ``application``.

For more information on this file, see
https://docs.djangoproject.com/en/5.2/howto/deployment/asgi/
"""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "radar.settings")

from radar.tracing import configure_tracing  # noqa: E402

provider = configure_tracing()
django_application = get_asgi_application()


async def application(scope, receive, send):
    """Answers the lifespan protocol, so that the last spans are sent before uvicorn ends the process."""
    if scope["type"] != "lifespan":
        return await django_application(scope, receive, send)
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            provider.force_flush()
            await send({"type": "lifespan.shutdown.complete"})
            return
