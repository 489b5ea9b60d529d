"""Where things are, and an environment in which nothing of the caller's shell has a say."""

import os
import sys
from pathlib import Path

BIN = Path(sys.executable).parent
_DROPPED = ("OTEL", "DJANGO", "PYTHON", "GUNICORN", "UVICORN", "WEB_CONCURRENCY", "RUN_MAIN", "VIRTUAL_ENV")


def tool(name: str) -> str:
    """A command of the virtual environment that runs this file."""
    return str(BIN / name)


def clean(**added: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_DROPPED) and not name.lower().endswith("_proxy")}
    path = os.pathsep.join([str(BIN), kept.get("PATH", os.defpath)])
    return {**kept, "PATH": path, "PYTHONUNBUFFERED": "1", **added}
