"""Starts a real server, sends requests, stops its first process and waits for all of them."""

import http.client
import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from environment import clean

START_SECONDS = 60
STOP_SECONDS = 60


@dataclass
class Server:
    port: int
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    # Ends when every process that holds the server's output has ended.
    reader: threading.Thread | None = None

    @property
    def output(self) -> str:
        return "".join(self.lines)

    def get(self, path: str = "/") -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    def stop(self) -> None:
        """What a container's stop does: SIGTERM to the first process only; then waits until the last one has ended."""
        self.process.terminate()
        wait_for(lambda: self.process.poll() is not None, STOP_SECONDS, "the server to stop")
        assert self.reader
        self.reader.join(STOP_SECONDS)
        assert not self.reader.is_alive(), f"a process is left\n{self.output}"


@contextmanager
def serving(words: list[str], cwd: Path, variables: dict[str, str]) -> Iterator[Server]:
    """``@PORT@`` in ``words`` becomes a free port. No process outlives the block."""
    port = free_port()
    words = [word.replace("@PORT@", str(port)) for word in words]
    process = subprocess.Popen(
        words, cwd=cwd, env=clean(**variables), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )
    server = Server(port, process)
    server.reader = threading.Thread(target=_read, args=(server,), daemon=True)
    server.reader.start()
    try:
        wait_for(lambda: _accepts(port) or process.poll() is not None, START_SECONDS, "the server to listen")
        yield server
    except TimeoutError as error:
        raise TimeoutError(f"{error}\n{server.output}") from error
    finally:
        _kill_group(process)


def wait_for(condition: Callable[[], bool], seconds: float, what: str) -> None:
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds} s for {what}")
        time.sleep(0.05)


_ports = threading.Lock()
_given: set[int] = set()


def free_port() -> int:
    """A port that is free now and was not given to another scenario."""
    with _ports:
        while True:
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                port: int = probe.getsockname()[1]
            if port not in _given:
                _given.add(port)
                return port


def _read(server: Server) -> None:
    assert server.process.stdout
    for line in server.process.stdout:
        server.lines.append(line)


def _accepts(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _kill_group(process: subprocess.Popen[str]) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    process.wait()
