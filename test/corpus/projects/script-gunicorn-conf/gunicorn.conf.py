"""How gunicorn serves atlas."""
import os

bind = "0.0.0.0:8000"
workers = int(os.environ.get("WEB_CONCURRENCY", "3"))


def post_fork(server, worker):
    from atlas.tracing import configure

    configure()
