import os

bind = "0.0.0.0:8000"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4
max_requests = 1000


def when_ready(server):
    open("/tmp/app-initialized", "w").close()


def post_fork(server, worker):
    server.log.info("Worker spawned (pid: %s)", worker.pid)
    worker.metrics_started = True


def child_exit(server, worker):
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(worker.pid)
