"""Hold the documents to the repository: each link leads somewhere, and each file that they name is
there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.prose import ROOT

DOCUMENTS = sorted({*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "tests/faults/README.md"})
CURRENT = [path for path in DOCUMENTS if path.parent.name != "adr" and path.name != "CHANGELOG.md"]
"""Documents of the present. A record and a change log may name files that are gone."""
FILE = re.compile(r"`((?:[\w.-]+/)+[\w.-]+\.(?:py|md|toml|yml|sql|sh|txt|json))(?::\d+)?`")
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
NOT_OURS = re.compile(r"^(\.data|/|etc/|tmp/|config/|secrets/)")
"""Files that a running service has, or a machine of the reader's."""


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def prose(path: Path) -> str:
    return re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def anchors(path: Path) -> set[str]:
    """Return the anchors of a document's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken(path: Path) -> Iterator[str]:
    for target in LINK.findall(prose(path)):
        if re.match(r"\w+:", target):
            continue
        file, _, anchor = target.partition("#")
        there = (path.parent / file).resolve() if file else path
        if not there.exists() or (anchor and there.suffix == ".md" and anchor not in anchors(there)):
            yield target


@pytest.mark.parametrize("path", DOCUMENTS, ids=named)
def test_every_link_leads_somewhere(path: Path) -> None:
    assert list(broken(path)) == []


@pytest.mark.parametrize("path", CURRENT, ids=named)
def test_every_file_that_is_named_is_there(path: Path) -> None:
    files = {file for file in FILE.findall(prose(path)) if not NOT_OURS.match(file)}
    # Beside the root, a document may name files from its own folder, and the one on testing from
    # tests/.
    roots = [ROOT, path.parent, ROOT / "tests"]

    assert sorted(file for file in files if not any((root / file).exists() for root in roots)) == []


def test_every_test_of_a_guarantee_is_there() -> None:
    """A file without a directory is in that of the file before it."""
    missing = []
    for row in re.findall(r"^\| G\d+ .*$", (ROOT / "tests/faults/README.md").read_text(), re.MULTILINE):
        directory = ROOT / "tests"
        for file in re.findall(r"`([\w/]+\.py)`", row):
            path = (ROOT / "tests" if "/" in file else directory) / file
            directory = path.parent
            missing += [] if path.exists() else [file]

    assert missing == []


def test_every_document_is_in_the_index() -> None:
    index = ROOT / "docs/README.md"
    listed = {(index.parent / target.partition("#")[0]).resolve() for target in LINK.findall(prose(index))}
    guides = {*(ROOT / "docs").glob("*.md"), *(ROOT / "docs/events").glob("*.md"), ROOT / "docs/adr/README.md"}

    assert sorted(named(path) for path in guides - listed - {index}) == []


def test_every_decision_that_is_cited_is_there() -> None:
    numbers = {path.name[:4] for path in (ROOT / "docs/adr").glob("0*.md")}
    code = [
        path
        for folder in ("inventory", "tasks", "bridge", "api", "console", "tools")
        for path in (ROOT / folder).rglob("*.py")
    ]
    cited = {
        (named(path), number)
        for path in [*CURRENT, *code]
        for number in re.findall(r"\bADR (\d+)\b", path.read_text(encoding="utf-8"))
    }

    assert sorted((place, number) for place, number in cited if number.zfill(4) not in numbers) == []


def test_every_folder_of_the_product_is_in_the_map() -> None:
    text = prose(ROOT / "docs/architecture.md").partition("\n## The map\n")[2].partition("\n## ")[0]
    folders = {named(path.parent) for path in (ROOT / "inventory").glob("*/__init__.py")}

    assert (
        sorted(folder for folder in {*folders, "tasks", "bridge", "api", "console"} if f"| `{folder}` |" not in text)
        == []
    )


def test_every_make_target_that_is_named_is_there() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named_ = {(named(path), name) for path in CURRENT for name in re.findall(r"`make ([a-z-]+)", path.read_text())}

    assert len(named_) > 10
    assert sorted((place, name) for place, name in named_ if name not in targets) == []


def test_every_module_that_is_run_is_there() -> None:
    ours = r"python -m ((?:inventory|tasks|bridge|api|tools|tests)[\w.]*)"
    run = {(named(path), name) for path in CURRENT for name in re.findall(ours, path.read_text())}

    def is_there(name: str) -> bool:
        module = ROOT / name.replace(".", "/")
        return module.with_suffix(".py").exists() or (module / "__main__.py").exists()

    assert len(run) > 5
    assert sorted((place, name) for place, name in run if not is_there(name)) == []
