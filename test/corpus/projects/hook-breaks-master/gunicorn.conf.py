from opentelemetry import trace

wsgi_app = "castle.wsgi:application"
bind = "0.0.0.0:8000"
workers = 4
max_requests = 500


def child_exit(server, worker):
    trace.get_tracer_provider().shutdown()
