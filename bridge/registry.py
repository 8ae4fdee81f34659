"""Values framed by a schema registry's serializer: which schema they were written by, and of what type it is (ADR 0011).

The wire format is Confluent's, which other registries with a compatible API share: a zero byte, the id of the schema in
four bytes, then the value itself.
"""

from __future__ import annotations

import logging
import struct
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import NamedTuple, TypeVar
from urllib.parse import unquote

from urllib3 import PoolManager, Timeout
from urllib3.exceptions import HTTPError
from urllib3.util import make_headers, parse_url

from bridge import metrics
from inventory.bounded_json import MalformedJson, TooDeep, loads

logger = logging.getLogger(__name__)

JSON = "JSON"
TIMEOUT_SECONDS = 2.0
QUIET_SECONDS = 10.0
"""How long the registry is not asked again after it gave no answer: an absent one must not slow down every message."""
MOST_REMEMBERED = 10_000
MAX_ANSWER_BYTES = 4 * 1_048_576
"""A schema is text that people read. Whatever the registry sends beyond this is not read."""
MAX_TYPE = 50

_T = TypeVar("_T")
_FRAME = struct.Struct(">bI")
_MAGIC = 0


class Framed(NamedTuple):
    schema_id: int
    payload: bytes


def framed(value: bytes) -> Framed | None:
    """`value` taken apart, or None where it is not framed: no JSON text begins with a zero byte."""
    if len(value) < _FRAME.size or value[0] != _MAGIC:
        return None
    _, schema_id = _FRAME.unpack_from(value)
    return Framed(schema_id, value[_FRAME.size :])


class SchemaRegistry:
    """Says of what type a schema is, and remembers it: what an id stands for never changes."""

    def __init__(self, url: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        parts = parse_url(url)
        self._schemas = f"{parts._replace(auth=None).url.rstrip('/')}/schemas/ids"
        self._headers = {"accept": "application/vnd.schemaregistry.v1+json, application/json"}
        if parts.auth is not None:
            self._headers |= make_headers(basic_auth=unquote(parts.auth))
        self._http = PoolManager(timeout=Timeout(total=TIMEOUT_SECONDS), retries=False)
        self._clock = clock
        self._types: dict[int, str] = {}
        self._unknown_until: dict[int, float] = {}
        self._away_until = 0.0

    def schema_type(self, schema_id: int) -> str | None:
        """`JSON`, `AVRO`, `PROTOBUF`; None where the registry is away, or does not know the id (yet)."""
        found = self._types.get(schema_id)
        if found is not None or self._clock() < max(self._away_until, self._unknown_until.get(schema_id, 0.0)):
            return found
        try:
            found = self._ask(schema_id)
        except UnknownSchema:
            _remember(self._unknown_until, schema_id, self._clock() + QUIET_SECONDS)
            logger.warning("the schema registry does not know schema %d", schema_id)
        except (HTTPError, MalformedJson, TooDeep, NoAnswer) as error:
            self._away_until = self._clock() + QUIET_SECONDS
            logger.warning("the schema registry is away: %s", error)
        else:
            _remember(self._types, schema_id, found)
            return found
        metrics.REGISTRY_FAILURES.inc()
        return None

    def _ask(self, schema_id: int) -> str:
        # Not preloaded, because what is sent, or what it is unpacked to, may have any length.
        response = self._http.request(
            "GET", f"{self._schemas}/{schema_id}", headers=self._headers, preload_content=False
        )
        data = response.read(MAX_ANSWER_BYTES + 1, decode_content=True)
        if len(data) > MAX_ANSWER_BYTES:
            response.close()
            raise NoAnswer(f"it answers more than {MAX_ANSWER_BYTES:,} bytes")
        response.release_conn()
        if response.status == HTTPStatus.NOT_FOUND:
            raise UnknownSchema
        if response.status != HTTPStatus.OK:
            raise NoAnswer(f"it answers {response.status}")
        body = loads(data)
        # A schema without a type is Avro: that was the only one when the API was made.
        found = body.get("schemaType", "AVRO") if isinstance(body, dict) else None
        if not isinstance(found, str) or len(found) > MAX_TYPE:
            raise NoAnswer("its answer is no schema")
        return found


class UnknownSchema(Exception):
    """The registry does not know the id."""


class NoAnswer(Exception):
    """The registry has answered, but with something else than a schema."""


def _remember(memory: dict[int, _T], schema_id: int, value: _T) -> None:
    """Ids are somebody else's numbers: what is remembered of them stays bounded."""
    if len(memory) >= MOST_REMEMBERED:
        memory.clear()
    memory[schema_id] = value
