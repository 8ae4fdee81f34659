"""The scope that a page needs, declared above it. Without a declaration it is served to nobody."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto
from functools import wraps
from typing import Any, Final, Literal, TypeVar

from flask import Flask, request
from flask.typing import ResponseReturnValue

from api.contract.endpoint import Everybody
from inventory.database.begun_again import retried_on_stale_plan
from inventory.tokens import Scope

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


class AllSignedIn(Enum):
    """Stands in the place of a scope if everybody who has signed in gets in. Parts of such a page
    need scopes of their own (`may`).
    """

    SIGNED_IN = auto()


SIGNED_IN: Final = AllSignedIn.SIGNED_IN
Needed = Scope | Literal[Everybody.EVERYBODY, AllSignedIn.SIGNED_IN]
READING = frozenset({"GET", "HEAD", "OPTIONS"})
_DECLARED = "console_needs"


def needs(scope: Needed) -> Callable[[View], View]:
    """Decorate a page: only callers with this scope get in. `EVERYBODY` is for pages that tell
    nothing of the shop.
    """

    def declare(view: View) -> View:
        read = retried_on_stale_plan(view)

        @wraps(view)
        def answer(**ids: Any) -> ResponseReturnValue:
            # A change is committed, and must not be committed twice.
            return read(**ids) if request.method in READING else view(**ids)

        setattr(answer, _DECLARED, scope)
        return answer  # type: ignore[return-value]

    return declare


def needed_by(app: Flask, endpoint: str) -> Needed:
    """Return the scope that a page needs. Raises `LookupError` if it declares none."""
    found: Needed | None = getattr(app.view_functions[endpoint], _DECLARED, None)
    if found is None:
        raise LookupError(f"{endpoint} is served to nobody: declare its scope by @needs")
    return found
