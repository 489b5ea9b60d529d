"""How gunicorn serves atlas."""
bind = "0.0.0.0:8000"


def post_fork(server, worker):
    from atlas.tracing import configure

    configure()
