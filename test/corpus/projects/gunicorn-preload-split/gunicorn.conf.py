wsgi_app = "depot.wsgi:application"
bind = "0.0.0.0:8000"
workers = 4
preload_app = True


def post_fork(server, worker):
    from depot.tracing import install_tracer_provider

    install_tracer_provider()
