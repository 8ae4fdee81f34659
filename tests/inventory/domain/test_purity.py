"""The domain imports nothing but itself, its errors and the standard library."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from pkgutil import walk_packages

import inventory.domain

ALLOWED = {"inventory.domain", "inventory.errors"}
FILES = [
    *Path(inventory.domain.__file__).parent.rglob("*.py"),
    Path(inventory.domain.__file__).parents[1] / "errors.py",
]


def test_the_domain_imports_the_standard_library_and_its_errors_alone() -> None:
    foreign = {
        f"{path.name} imports {module}"
        for path in FILES
        for module in imported(path.read_text(encoding="utf-8"))
        if not is_allowed(module)
    }

    assert len(FILES) > 10
    assert foreign == set()


def test_what_is_foreign_is_told_apart() -> None:
    assert not any(is_allowed(module) for module in imported("import orjson\nfrom sqlalchemy.orm import Session"))
    assert not any(
        is_allowed(module) for module in imported("from inventory import settings\nimport inventory.inbox.store")
    )
    assert not any(is_allowed(module) for module in imported("def late():\n    from . import batch"))
    assert all(is_allowed(module) for module in imported("import json\nfrom inventory.domain.batch import decide"))


def test_a_fresh_interpreter_loads_no_third_party_package_with_the_domain() -> None:
    modules = [found.name for found in walk_packages(inventory.domain.__path__, "inventory.domain.")]
    loaded = set(json.loads(_run(_LOADED, *modules)))
    assert {name for name in loaded if not is_allowed(name)} == {"inventory"}


def test_a_batch_is_imported_without_database_and_validation() -> None:
    _run("import inventory.domain.batch, sys; assert not {'sqlalchemy', 'pydantic', 'orjson'} & set(sys.modules)")


_LOADED = """
import importlib, json, sys
before = set(sys.modules)
for name in sys.argv[1:]:
    importlib.import_module(name)
print(json.dumps(sorted(set(sys.modules) - before)))
"""


def _run(program: str, *arguments: str) -> str:
    ran = subprocess.run([sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def imported(source: str) -> Iterator[str]:
    """Every module that a source imports, wherever it does. A relative one by its dots."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from (f"{module}.{alias.name}" for alias in node.names)


def is_allowed(module: str) -> bool:
    return module.split(".", maxsplit=1)[0] in sys.stdlib_module_names or any(
        f"{module}.".startswith(f"{allowed}.") for allowed in ALLOWED
    )
