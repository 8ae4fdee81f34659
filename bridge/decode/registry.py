"""Values in the frame of a schema registry's serializer: their schema, and its type (ADR 0011).

The wire format is Confluent's, and other registries with a compatible API share it: a zero byte,
the id of the schema in four bytes, then the value itself.
"""

from __future__ import annotations

import logging
import struct
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import NamedTuple, TypeVar

from bridge import metrics
from inventory.boundary.bounded_fetch import BoundedFetch, Fetched, NotFetched
from inventory.boundary.bounded_json import TooDeep, UnreadableJson, loads

logger = logging.getLogger(__name__)

JSON = "JSON"
TIMEOUT_SECONDS = 2.0
QUIET_SECONDS = 10.0
"""The time for which the registry is not asked again after it gave no answer. An absent registry
must not slow down every message.
"""
BUDGET_SECONDS = 2.0
"""Time for questions in each `QUIET_SECONDS`. Once it is spent, no more is asked in that span,
however many new schemas there are.
"""
MAX_REMEMBERED = 10_000
MAX_TYPE = 50

_T = TypeVar("_T")
_FRAME = struct.Struct(">bI")
_MAGIC = 0


class Framed(NamedTuple):
    schema_id: int
    payload: bytes


def framed(value: bytes) -> Framed | None:
    """Return `value` taken apart, or None if it is not framed: no JSON text begins with a zero
    byte.
    """
    if len(value) < _FRAME.size or value[0] != _MAGIC:
        return None
    _, schema_id = _FRAME.unpack_from(value)
    return Framed(schema_id, value[_FRAME.size :])


class SchemaRegistry:
    """The types of schemas, asked once and remembered: the schema of an id never changes."""

    def __init__(self, url: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        accept = "application/vnd.schemaregistry.v1+json, application/json"
        self._source = BoundedFetch(url.rstrip("/") + "/schemas/ids", seconds=TIMEOUT_SECONDS, accept=accept)
        self._clock = clock
        self._types: dict[int, str] = {}
        self._unknown_until: dict[int, float] = {}
        self._away_until = 0.0
        self._budget = _Budget()

    def schema_type(self, schema_id: int) -> str | None:
        """Return `JSON`, `AVRO` or `PROTOBUF`. None if the registry is away, does not know the id
        (yet), or was asked enough.
        """
        found = self._types.get(schema_id)
        moment = self._clock()
        if found is not None or moment < max(self._away_until, self._unknown_until.get(schema_id, 0.0)):
            return found
        if self._budget.is_spent(moment):
            return None
        try:
            found = _type_in(self._source.get(f"/{schema_id}"))
        except UnknownSchema:
            _remember(self._unknown_until, schema_id, self._clock() + QUIET_SECONDS)
            logger.warning("the schema registry does not know schema %d", schema_id)
        except (NotFetched, UnreadableJson, TooDeep, NoAnswer) as error:
            self._away_until = self._clock() + QUIET_SECONDS
            logger.warning("the schema registry is away: %s", error)
        else:
            _remember(self._types, schema_id, found)
            return found
        finally:
            self._budget.spend(self._clock() - moment)
        metrics.REGISTRY_FAILURES.inc()
        return None


class _Budget:
    """Limit of the time for questions: a part of each span, so that messages go on even with a slow
    registry.
    """

    def __init__(self) -> None:
        self._begun_at = -QUIET_SECONDS
        self._spent = 0.0

    def is_spent(self, moment: float) -> bool:
        if moment - self._begun_at >= QUIET_SECONDS:
            self._begun_at, self._spent = moment, 0.0
        return self._spent >= BUDGET_SECONDS

    def spend(self, seconds: float) -> None:
        self._spent += seconds
        if self._spent >= BUDGET_SECONDS:
            logger.warning(
                "the schema registry is asked no more for %g s: %g s went to asking it for new schemas",
                QUIET_SECONDS,
                self._spent,
            )


def _type_in(answer: Fetched) -> str:
    """Return a schema's type. Raises `UnknownSchema`, `NoAnswer`, `UnreadableJson`, `TooDeep`."""
    if answer.status == HTTPStatus.NOT_FOUND:
        raise UnknownSchema
    if answer.status != HTTPStatus.OK:
        raise NoAnswer(f"it answers {answer.status}")
    body = loads(answer.body)
    # A schema without a type is Avro, the only type at the time when the API was made.
    found = body.get("schemaType", "AVRO") if isinstance(body, dict) else None
    if not isinstance(found, str) or len(found) > MAX_TYPE:
        raise NoAnswer("its answer is no schema")
    return found


class UnknownSchema(Exception):
    """The registry does not know the id."""


class NoAnswer(Exception):
    """The registry has answered, but with something else than a schema."""


def _remember(memory: dict[int, _T], schema_id: int, value: _T) -> None:
    """Store `value` for the id. Ids are somebody else's numbers, so their memory is bounded."""
    if len(memory) >= MAX_REMEMBERED:
        memory.clear()
    memory[schema_id] = value
