"""An endpoint, declared once above its view: its scope, its requests and its answers.

The declaration checks callers and reads requests, and `/openapi.json` shows it. A view without a
declaration is served to nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from functools import wraps
from typing import Any, Final, Literal, TypeVar

from flask import Flask
from flask.typing import ResponseReturnValue

from api.contract import errors
from api.contract.answers import Answer
from api.contract.parsing import read_body, read_query
from api.contract.problems.table import PROBLEMS
from api.contract.requests.base import RequestModel
from api.contract.requests.query_strings import Query
from inventory.database.begun_again import retried_on_stale_plan
from inventory.errors import BeyondToken, ConcurrentChange, IdempotencyKeyReused, InventoryError, PreconditionFailed
from inventory.tokens import Scope

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


class Header(StrEnum):
    """Request headers that some calls heed."""

    IDEMPOTENCY_KEY = "Idempotency-Key"
    IF_MATCH = "If-Match"
    IF_NONE_MATCH = "If-None-Match"


class Everybody(Enum):
    """Stands in the place of a scope if no token is needed, because the answer tells nothing of the
    shop.
    """

    EVERYBODY = auto()


EVERYBODY: Final = Everybody.EVERYBODY


class OpenPage:
    """A page for people: served to everybody, and no part of the documented API. Stands above its
    view.
    """

    scope: Literal[Everybody.EVERYBODY] = EVERYBODY

    def __call__(self, view: View) -> View:
        view.endpoint = self  # type: ignore[attr-defined]
        return view


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The declaration of a call. `answers` are by status (None: no JSON). `refusals` are added to
    the ones that any call may meet.
    """

    summary: str
    scope: Scope | Literal[Everybody.EVERYBODY]
    """The scope that the token of a caller needs."""
    answers: Mapping[int, Answer[Any] | None]
    body: type[RequestModel] | None = None
    body_optional: bool = False
    query: type[Query] | None = None
    refusals: Sequence[type[InventoryError]] = ()
    headers: Sequence[Header] = ()
    tagged: bool = False
    """True if answers have an `ETag`."""
    aged: bool = False
    """True if answers may have an `Age`."""
    writes: bool = False
    """True if it changes something."""
    database: bool = True
    """True if it asks PostgreSQL."""

    def problems(self, *, identified: bool) -> list[InventoryError]:
        """Return an example of each problem that the endpoint may answer. The path of an
        `identified` endpoint has an id.
        """
        kinds: set[type[InventoryError]] = {
            *self.refusals,
            errors.BadRequest,
            errors.HeadersTooLarge,
            errors.InternalError,
            errors.RequestTimeout,
        }
        if self.scope is not EVERYBODY:
            kinds |= {
                errors.TokenMissing,
                errors.InvalidToken,
                errors.InsufficientScope,
                errors.IdentityProviderUnavailable,
                errors.ForeignPage,
                BeyondToken,
                errors.HostNotAllowed,
            }
        if self.body is not None:
            kinds |= {
                errors.MalformedJson,
                errors.BodyTooLarge,
                errors.UnsupportedMediaType,
                errors.UnsupportedContentEncoding,
            }
        if self.body is not None or self.query is not None or identified:
            kinds |= {errors.InvalidRequest, errors.UriTooLong}
        if self.database:
            kinds |= {errors.DatabaseUnavailable, errors.Busy}
        if self.writes:
            kinds |= {
                errors.Overloaded,
                errors.DeadlineExceeded,
                errors.ShuttingDown,
                errors.OutcomeUnknown,
                ConcurrentChange,
            }
        if Header.IDEMPOTENCY_KEY in self.headers:
            kinds.add(IdempotencyKeyReused)
        if Header.IF_MATCH in self.headers:
            kinds.add(PreconditionFailed)
        return [problem.example for problem in PROBLEMS if type(problem.example) in kinds]

    def __call__(self, view: View) -> View:
        """Decorate a view. The view gets `body` and `query`, if they are declared, beside the ids
        of its path.
        """
        # A change is committed elsewhere, and must not be committed twice.
        answer = view if self.writes else retried_on_stale_plan(view)

        @wraps(view)
        def read(**ids: Any) -> ResponseReturnValue:
            if self.query is not None:
                ids["query"] = read_query(self.query)
            if self.body is not None:
                ids["body"] = read_body(self.body, optional=self.body_optional)
            return answer(**ids)

        read.endpoint = self  # type: ignore[attr-defined]
        return read  # type: ignore[return-value]


def declared(view: Callable[..., Any]) -> Endpoint | OpenPage | None:
    """Return the declaration of a view, None if it has none."""
    found: Endpoint | OpenPage | None = getattr(view, "endpoint", None)
    return found


def scope_of(app: Flask, endpoint: str) -> Scope | Literal[Everybody.EVERYBODY] | None:
    """Return the scope that a token needs for an endpoint of the application, None if the endpoint
    is served to nobody.
    """
    found = declared(app.view_functions[endpoint])
    return None if found is None else found.scope
