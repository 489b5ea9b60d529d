"""main.py NODE CLI [TEXT...]: generates into fresh projects, checks the code and runs it. TEXT selects tests by name."""

import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import checks
import runs
from project import EXPORTERS, LAYOUTS, Project, create

# Servers mostly wait; more of them side by side than this makes two cores slow.
SIDE_BY_SIDE = 3

Test = tuple[str, Callable[[], None]]


def main(node: str, cli: str, selection: list[str]) -> int:
    firstspan = [node, cli]
    with tempfile.TemporaryDirectory(prefix="firstspan-python-") as folder:
        projects = [create(Path(folder) / f"{layout}-{exporter}", layout, exporter, firstspan) for layout in LAYOUTS for exporter in EXPORTERS]
        tests = [*_served(projects), *_checked(projects, firstspan, Path(folder))]
        chosen = [test for test in tests if all(text in test[0] for text in selection)]
        with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
            passed = list(pool.map(_run, chosen))
    print(f"{passed.count(True)} passed, {passed.count(False)} failed")
    return 0 if passed and all(passed) else 1


def _served(projects: list[Project]) -> list[Test]:
    tests: list[Test] = []
    for project in projects:
        richest = project.layout == "wsgi+asgi" and project.exporter == "otlp-http"
        for run in (*runs.EVERYWHERE, *(runs.ONCE if richest else ())):
            if not run.needs_asgi or "asgi" in LAYOUTS[project.layout]:
                tests.append((f"{project.name}: {run.name}", lambda project=project, run=run: runs.check(project, run)))
    tests.append(("settings that cannot be loaded stop the start", lambda: runs.check_wrong_settings(projects[0])))
    return tests


def _checked(projects: list[Project], firstspan: list[str], folder: Path) -> list[Test]:
    tests: list[Test] = [("the results on the pages are no worse under ruff", lambda: checks.pages(folder / "pages"))]
    one_at_a_time = threading.Lock()

    def mypy(project: Project) -> None:
        with one_at_a_time:
            checks.mypy(project, folder / "mypy-cache")

    for project in projects:
        tests += [
            (f"{project.name}: ruff", lambda project=project: checks.ruff(project)),
            (f"{project.name}: black", lambda project=project: checks.black(project)),
            (f"{project.name}: mypy --strict", lambda project=project: mypy(project)),
            (f"{project.name}: firstspan check", lambda project=project: checks.firstspan(project, firstspan)),
            (f"{project.name}: a second run", lambda project=project: checks.second_run(project, firstspan)),
        ]
    return tests


def _run(test: Test) -> bool:
    name, body = test
    started = time.monotonic()
    try:
        body()
    except Exception:
        print(f"FAILED {name}\n{traceback.format_exc()}", flush=True)
        return False
    print(f"ok {name} ({time.monotonic() - started:.1f} s)", flush=True)
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
