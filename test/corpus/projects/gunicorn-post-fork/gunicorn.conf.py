import multiprocessing
import os

bind = "0.0.0.0:8000"
workers = multiprocessing.cpu_count() * 2 + 1
accesslog = "-"


def post_fork(server, worker):
    server.log.info("Worker spawned (pid: %s)", worker.pid)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ledger.settings")

    from telemetry import start

    start()
