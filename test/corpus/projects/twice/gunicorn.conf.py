wsgi_app = "prism.wsgi:application"
bind = "0.0.0.0:8000"


def post_fork(server, worker):
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prism.settings")
    from prism.tracing import configure_tracing

    configure_tracing()
