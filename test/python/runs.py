"""What is run: servers, and what must come out of them."""

from collections import Counter
from dataclasses import dataclass

from environment import tool
from project import Project
from receiver import Receiver
from serving import Server, serving, wait_for

REQUESTS = 4
LAUNCHER = "opentelemetry-instrument"


@dataclass(frozen=True)
class Run:
    name: str
    words: tuple[str, ...]
    # runserver ends without its exit functions, so its spans are awaited before the stop.
    flushes_at_stop: bool = True

    @property
    def needs_asgi(self) -> bool:
        return "asgi" in " ".join(self.words).replace("wsgi", "")


RUNSERVER = Run("runserver", (tool("python"), "manage.py", "runserver", "127.0.0.1:@PORT@"), flushes_at_stop=False)
# A worker that is asked to stop while it starts misses the signal, and gunicorn waits for it: shortly, here.
# The control socket is one file for the whole user, and would join the runs that go on side by side.
_GUNICORN = (tool("gunicorn"), "-b", "127.0.0.1:@PORT@", "--graceful-timeout", "5", "--no-control-socket")
GUNICORN = Run("gunicorn", (*_GUNICORN, "-w", "2", "shop.wsgi"))
PRELOAD = Run("gunicorn --preload", (*GUNICORN.words, "--preload"))
UVICORN = Run("uvicorn", (tool("uvicorn"), "--port", "@PORT@", "shop.asgi:application"))
WORKER = Run("gunicorn with uvicorn workers", (*_GUNICORN, "-k", "uvicorn_worker.UvicornWorker", "shop.asgi"))
LAUNCHED = Run(f"{LAUNCHER} gunicorn", (tool(LAUNCHER), *GUNICORN.words))

EVERYWHERE = (RUNSERVER, GUNICORN, UVICORN)
ONCE = (PRELOAD, WORKER, LAUNCHED)


def check(project: Project, run: Run) -> None:
    """One SERVER span for each request and no other; the last ones are sent when the server stops."""
    receiver = Receiver()
    try:
        with serving(list(run.words), project.folder, _variables(project, run, receiver)) as server:
            statuses = [server.get() for _ in range(REQUESTS)]
            assert statuses == [200] * REQUESTS, f"statuses {statuses}\n{server.output}"
            if not run.flushes_at_stop:
                wait_for(lambda: _count(project, server, receiver).total() >= REQUESTS, 30, f"{REQUESTS} spans")
            server.stop()
            kinds = _count(project, server, receiver)
            assert kinds == {"SERVER": REQUESTS}, f"spans {dict(kinds)}\n{server.output}"
            _check_origin(project, run, receiver)
    finally:
        receiver.close()


def _variables(project: Project, run: Run, receiver: Receiver) -> dict[str, str]:
    variables = {} if project.exporter == "console" else {"OTEL_EXPORTER_OTLP_ENDPOINT": receiver.endpoint(project.exporter.removeprefix("otlp-"))}
    if not run.flushes_at_stop:
        variables |= {"OTEL_BSP_SCHEDULE_DELAY": "200", "OTEL_SERVICE_NAME": "from-the-environment"}
    if run is LAUNCHED:
        variables |= {
            "DJANGO_SETTINGS_MODULE": "shop.settings",
            "OTEL_EXPORTER_OTLP_PROTOCOL": "http/protobuf",
            "OTEL_METRICS_EXPORTER": "none",
            "OTEL_LOGS_EXPORTER": "none",
            "OTEL_SERVICE_NAME": project.service,
        }
    return variables


def _count(project: Project, server: Server, receiver: Receiver) -> Counter[str]:
    if project.exporter != "console":
        return Counter(span.kind for span in receiver.spans)
    return Counter(kind for kind in ("SERVER", "INTERNAL", "CLIENT") for _ in range(server.output.count(f'"kind": "SpanKind.{kind}"')))


def _check_origin(project: Project, run: Run, receiver: Receiver) -> None:
    """The protocol is the one that was asked for, and the environment's service name beats the one in the code."""
    service = project.service if run.flushes_at_stop else "from-the-environment"
    expected = {(service, project.exporter.removeprefix("otlp-"))} if project.exporter != "console" else set()
    found = {(span.service, span.protocol) for span in receiver.spans}
    assert found == expected, f"{found} instead of {expected}"


def check_wrong_settings(project: Project) -> None:
    """Settings that cannot be loaded stop the start with their own error."""
    variables = {"DJANGO_SETTINGS_MODULE": "shop.absent"}
    with serving(list(GUNICORN.words), project.folder, variables) as server:
        wait_for(lambda: server.process.poll() is not None, 30, "gunicorn to give up")
        assert server.reader
        server.reader.join(30)
        assert "No module named 'shop.absent'" in server.output, server.output
