"""What an endpoint takes and answers, declared once above its view: requests are read by it, and `/openapi.json` shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from flask.typing import ResponseReturnValue
from pydantic import BaseModel

from api.contract import errors
from api.contract.parsing import read_body, read_query
from api.contract.problem_catalogue import PROBLEMS
from api.contract.requests import Query, Request
from inventory.database.fresh_plans import with_fresh_plans
from inventory.errors import BeyondToken, ConcurrentChange, IdempotencyKeyReused, InventoryError, PreconditionFailed

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])


class Header(StrEnum):
    """Request headers that some calls heed."""

    IDEMPOTENCY_KEY = "Idempotency-Key"
    IF_MATCH = "If-Match"
    IF_NONE_MATCH = "If-None-Match"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """`answers` by status (None: no JSON); `refusals` beside those that any call may meet; `writes`: it changes something."""

    summary: str
    answers: Mapping[int, type[BaseModel] | None]
    body: type[Request] | None = None
    body_optional: bool = False
    query: type[Query] | None = None
    refusals: Sequence[type[InventoryError]] = ()
    headers: Sequence[Header] = ()
    tagged: bool = False
    """Whether answers have an `ETag`."""
    aged: bool = False
    """Whether answers may have an `Age`."""
    writes: bool = False
    database: bool = True
    """Whether it asks PostgreSQL at all."""

    def problems(self, *, guarded: bool, identified: bool) -> list[InventoryError]:
        """An example of each problem that it may answer. `guarded`: it needs a token; `identified`: there is an id in its path."""
        kinds: set[type[InventoryError]] = {
            *self.refusals,
            errors.BadRequest,
            errors.HeadersTooLarge,
            errors.InternalError,
            errors.RequestTimeout,
        }
        if guarded:
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
        """Decorate a view: it is called with `body` and `query`, where they are declared, beside the ids of its path."""
        # What changes something is committed elsewhere, and must not be committed twice.
        answer = view if self.writes else with_fresh_plans(view)

        @wraps(view)
        def read(**ids: Any) -> ResponseReturnValue:
            if self.query is not None:
                ids["query"] = read_query(self.query)
            if self.body is not None:
                ids["body"] = read_body(self.body, optional=self.body_optional)
            return answer(**ids)

        read.endpoint = self  # type: ignore[attr-defined]
        return read  # type: ignore[return-value]


def declared(view: Callable[..., Any]) -> Endpoint | None:
    """What is declared of a view; None for one that is no part of the documented API."""
    found: Endpoint | None = getattr(view, "endpoint", None)
    return found
