"""Fresh Django projects into which the built command line generates tracing.py."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from environment import clean, tool

EXPORTERS = ("otlp-http", "otlp-grpc", "console")
LAYOUTS = {"wsgi": ("wsgi",), "wsgi+asgi": ("wsgi", "asgi")}


class CommandFailed(Exception):
    """A command ended with another exit code than the one that was asked for."""


def command(*words: str, cwd: Path, expected: int | None = 0, **variables: str) -> str:
    """Runs a command and returns what it printed."""
    done = subprocess.run(
        words, cwd=cwd, env=clean(**variables), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300
    )
    if expected is not None and done.returncode != expected:
        raise CommandFailed(f"{' '.join(words)} ended with {done.returncode}:\n{done.stdout}")
    return done.stdout


@dataclass(frozen=True)
class Project:
    folder: Path
    layout: str
    exporter: str

    @property
    def name(self) -> str:
        return f"{self.layout}, {self.exporter}"

    @property
    def service(self) -> str:
        return f"shop-{self.layout}-{self.exporter}"

    @property
    def written(self) -> list[str]:
        """The files that the generator writes."""
        return ["shop/tracing.py", *(f"shop/{kind}.py" for kind in LAYOUTS[self.layout])]


def create(folder: Path, layout: str, exporter: str, firstspan: list[str]) -> Project:
    folder.mkdir(parents=True)
    command(tool("django-admin"), "startproject", "shop", ".", cwd=folder)
    for kind in {"wsgi", "asgi"} - set(LAYOUTS[layout]):
        (folder / "shop" / f"{kind}.py").unlink()
    project = Project(folder, layout, exporter)
    options = ["--service-name", project.service, "--exporter", exporter, "--yes"]
    command(*firstspan, "generate", *options, cwd=folder)
    return project
