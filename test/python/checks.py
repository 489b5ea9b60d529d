"""What linters, the formatter, the type checker and First Span itself say about the generated code."""

import json
import re
from collections import Counter
from pathlib import Path

from environment import tool
from project import LAYOUTS, Project, command

PAGES = Path(__file__).parent.parent / "generate" / "cases"

MYPY = """[mypy]
strict = True
plugins = mypy_django_plugin.main
[mypy.plugins.django-stubs]
django_settings_module = shop.settings
"""


def ruff(project: Project) -> None:
    command(tool("ruff"), "check", "--isolated", "--no-cache", "--select", "E,I001,F", *project.written, cwd=project.folder)


def black(project: Project) -> None:
    command(tool("black"), "--check", "--quiet", "--diff", *project.written, cwd=project.folder)


def mypy(project: Project, cache: Path) -> None:
    """django-admin's own files have no annotations: errors in them are not ours."""
    (project.folder / "mypy.ini").write_text(MYPY)
    output = command(tool("mypy"), "--cache-dir", str(cache), "--no-error-summary", ".", cwd=project.folder, expected=None)
    assert "manage.py" in output, f"mypy --strict did not look at the project:\n{output}"
    ours = [line for line in output.splitlines() if line.startswith(tuple(project.written))]
    assert not ours, "\n".join(ours)


ORDER = ["settings-named", "settings-evaluated", "instrumented", "application-built"]


def firstspan(project: Project, program: list[str]) -> None:
    """No error and no warning, and not for want of understanding: the start-up order is the one that was intended."""
    report = json.loads(command(*program, "check", "--format", "json", cwd=project.folder))
    serious = [finding for finding in report["findings"] if finding["severity"] != "information"]
    assert not serious, json.dumps(serious, indent=1)
    for kind in LAYOUTS[project.layout]:
        boots = [boot for boot in report["boots"] if boot["entry"] == f"shop/{kind}.py"]
        assert boots, f"{kind}.py was not followed"
        for boot in boots:
            events = [step["event"] for process in boot["processes"] for step in process["steps"]]
            assert [event for event in events if event in ORDER] == ORDER, events
            assert "provider-installed" in events, events


def second_run(project: Project, program: list[str]) -> None:
    """Generating again needs --force, and then changes nothing."""
    before = {name: (project.folder / name).read_bytes() for name in project.written}
    options = ["--service-name", project.service, "--exporter", project.exporter, "--yes"]
    command(*program, "generate", *options, cwd=project.folder, expected=2)
    command(*program, "generate", *options, "--force", cwd=project.folder)
    assert before == {name: (project.folder / name).read_bytes() for name in project.written}


def pages(folder: Path) -> None:
    """The results on the pages of test/generate have no finding of ruff that the files did not have before."""
    sections = [section for page in sorted(PAGES.glob("*.md")) for section in page.read_text().split("\n## ")[1:]]
    assert len(sections) > 20, "the pages were not found"
    worse = {}
    for number, section in enumerate(sections):
        before, after = _files(section, "before"), _files(section, "after")
        module = "tracing.py" if "from tracing import" in section else f"{_package(after)}/tracing.py"
        old = _findings(folder / f"{number}-before", before, list(after))
        new = _findings(folder / f"{number}-after", {**before, **after, module: ""}, list(after))
        if new - old:
            worse[section.splitlines()[0]] = dict(new - old)
    assert not worse, worse


def _files(section: str, kind: str) -> dict[str, str]:
    return dict(re.findall(rf"^```python {kind} (\S+)\n(.*?)^```$", section, re.M | re.S))


def _package(after: dict[str, str]) -> str:
    folders = [Path(name).parent.name for name in after]
    return folders[0] or "shop"


def _findings(folder: Path, files: dict[str, str], looked_at: list[str]) -> Counter[str]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    words = ["check", "--isolated", "--no-cache", "--exit-zero", "--select", "E402,I001,F", "--output-format", "json"]
    found = json.loads(command(tool("ruff"), *words, *looked_at, cwd=folder))
    return Counter(item["code"] for item in found)
