"""Shares the statements that SQLAlchemy has compiled among all engines of a process.

SQLAlchemy compiles a statement once for each engine. The service has one engine for as long as it
runs. Tests open thousands, and each would compile the same statements again: ten milliseconds for
the first write alone. Imported by conftest.py.
"""

from __future__ import annotations

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
