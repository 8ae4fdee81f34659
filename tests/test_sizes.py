"""Hold the product and its tools to the sizes of CONTRIBUTING.md."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.devstack import PROJECT

PRODUCT = ("inventory", "tasks", "bridge", "api", "console")
MAX_LINES = 250
MAX_MODULES = 18


def modules(*roots: str) -> list[Path]:
    return [path for root in roots for path in (PROJECT / root).rglob("*.py")]


@pytest.mark.parametrize("root", [*PRODUCT, "tools"])
def test_no_module_is_longer_than_is_read_at_once(root: str) -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules(root)}

    assert lengths
    assert {str(path.relative_to(PROJECT)): lines for path, lines in lengths.items() if lines > MAX_LINES} == {}


def test_no_folder_of_the_product_has_more_modules_than_one_subject_needs() -> None:
    counts: dict[str, int] = {}
    for path in modules(*PRODUCT):
        if path.name not in {"__init__.py", "__main__.py"}:
            folder = str(path.parent.relative_to(PROJECT))
            counts[folder] = counts.get(folder, 0) + 1

    assert len(counts) > 10
    assert {folder: count for folder, count in counts.items() if count > MAX_MODULES} == {}
