"""Deliberate breaks: one guarantee each, with the tests that must fail when it is broken (README.md
in the directory above).

A break stands in the file of the area that it breaks. Each file has a dictionary `MUTATIONS`, and
is found by being here. A mutation whose text is gone was overtaken by the code, and has to be
written anew: that counts as a failure.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from tests.faults.mutations.breaks import Edit, Mutation

__all__ = ["MUTATIONS", "Edit", "Mutation"]


def _joined() -> dict[str, Mutation]:
    """Return the breaks of all areas. Raises `ValueError` when two have one name."""
    joined: dict[str, Mutation] = {}
    for module in iter_modules(__path__):
        of_area: dict[str, Mutation] = getattr(import_module(f"{__name__}.{module.name}"), "MUTATIONS", {})
        if twice := sorted(joined.keys() & of_area.keys()):
            raise ValueError(f"{module.name}.py has breaks whose names are taken, give them others: {twice}")
        joined |= of_area
    return joined


MUTATIONS = _joined()
