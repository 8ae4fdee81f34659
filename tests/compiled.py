"""Shares among all engines and applications of a process what libraries compile for each.

The service has one of each for as long as it runs. Tests open thousands, and each would compile the
same again. SQLAlchemy compiles statements: ten milliseconds for the first write alone. Werkzeug
compiles two functions for each route: as much for an application. Called by each conftest.py whose
tests make them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.util import LRUCache

from inventory.database import engine as engines

MOST = 2_000


class Compiled(LRUCache[Any, Any]):
    """Compiled statements by all that they depend on, but for the engine that compiled them.

    The first part of SQLAlchemy's key is the engine's dialect. Those of `open_engine` are all
    alike.
    """

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(key[1:], default)

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__(key[1:])

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key[1:], value)


def share_compiled() -> None:
    """Have every engine that is opened from now on look into the same cache."""
    shared = Compiled(MOST)

    def engine_created(_dialect: object, engine: Engine) -> None:
        engine._compiled_cache = shared

    engines._Dialect.engine_created = classmethod(engine_created)  # type: ignore[assignment]  # SQLAlchemy calls it


@cache
def share_routes() -> None:
    """Have the routes of every application look among those of the others for their functions,
    which build the URLs of a route. It does so once, however often it is called.
    """
    from werkzeug.routing import Rule

    compile_one = Rule._compile_builder
    compiled: dict[Any, Callable[..., tuple[str, str]]] = {}

    def compile_builder(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002
        made_of = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
        if made_of not in compiled:
            compiled[made_of] = compile_one(rule, append_unknown)
        return compiled[made_of]

    Rule._compile_builder = compile_builder  # type: ignore[assignment, method-assign]
