from wallet.telemetry import configure_tracing

bind = "0.0.0.0:8000"
workers = 4


def post_worker_init(worker):
    configure_tracing()
