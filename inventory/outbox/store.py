"""The outbox: outcomes from the transaction that made them true (G6) until Kafka has acknowledged
them.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from sqlalchemy import ARRAY, JSON, BigInteger, Text, Uuid, bindparam, cast, delete, func, insert, select
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from inventory.database import lineage
from inventory.database.arrays import json_parameter, json_rows
from inventory.database.pipelining import Compiled, run
from inventory.database.tables import OutboxEvent, Time
from inventory.domain.announcing.announcements import Announcement
from inventory.outbox import announced
from inventory.outbox.announced import Places


class OutboxRow(NamedTuple):
    """An outcome to publish. `event_id` is the same each time it is sent. `payload` is JSON."""

    id: int
    event_id: UUID
    type: str
    key: str
    sequence: int
    payload: str
    occurred_at: datetime
    traceparent: str | None

    @property
    def data(self) -> dict[str, Any]:
        """Return the payload, parsed."""
        data: dict[str, Any] = orjson.loads(self.payload)
        return data


_ANNOUNCEMENT: dict[str, TypeEngine[Any]] = {
    "type": Text(),
    "key": Text(),
    "sequence": BigInteger(),
    "payload": JSON(),
    "traceparent": Text(),
    "event_id": Uuid(),
    "occurred_at": Time,
}
_given = json_rows(_ANNOUNCEMENT, name="announcements")
ADD = insert(OutboxEvent).from_select(
    [*_ANNOUNCEMENT], select(*(_given.c[name] for name in _ANNOUNCEMENT)).order_by(_given.c.position)
)
"""Queues announcements in their order. Run it under the locks of the rows that they tell about."""


def added(announcements: Sequence[Announcement]) -> dict[str, str]:
    """Return the parameters of `ADD`."""
    ids = _random_uuids(len(announcements))
    told = zip(announcements, ids, strict=True)
    return {"announcements_": json_parameter(announcement._asdict() | {"event_id": id_} for announcement, id_ in told)}


def _random_uuids(count: int) -> list[str]:
    """Return UUIDs of version 4 (RFC 9562) from one read of the system's randomness. PostgreSQL
    would read it again for each row, and that costs more than the rest of the row.
    """
    drawn = bytearray(os.urandom(16 * count))
    drawn[6::16] = drawn[6::16].translate(_VERSION)
    drawn[8::16] = drawn[8::16].translate(_VARIANT)
    digits = drawn.hex()
    return [digits[start : start + 32] for start in range(0, len(digits), 32)]


_VERSION = bytes(0x40 | each & 0x0F for each in range(256))
_VARIANT = bytes(0x80 | each & 0x3F for each in range(256))
"""What a random byte becomes, where the UUID says its version and its variant."""


MAX_FETCHED_BYTES = 8 * 1_048_576
"""Payload that is fetched at once, exceeded by at most one outcome. It is in memory four times
while it is published.
"""

_text = cast(OutboxEvent.payload, Text)
_lowest = (
    select(
        OutboxEvent.id,
        OutboxEvent.event_id,
        OutboxEvent.type,
        OutboxEvent.key,
        OutboxEvent.sequence,
        _text.label("payload"),
        OutboxEvent.occurred_at,
        OutboxEvent.traceparent,
        func.octet_length(_text).label("bytes"),
    )
    .where(OutboxEvent.key != func.all(bindparam("beside_", type_=ARRAY(Text))))
    .order_by(OutboxEvent.id)
    .limit(bindparam("limit_", type_=BigInteger))
    .subquery("lowest")
)
_columns = [column for column in _lowest.c if column.name != "bytes"]
_summed = select(
    *_columns, (func.sum(_lowest.c.bytes).over(order_by=_lowest.c.id, rows=(None, 0)) - _lowest.c.bytes).label("before")
).subquery("summed")
_FETCH = Compiled(
    select(*(_summed.c[column.name] for column in _columns))
    .where(_summed.c.before < bindparam("bytes_", type_=BigInteger))
    .order_by(_summed.c.id)
)


def fetch(session: Session, limit: int, *, beside: Collection[str] = ()) -> list[OutboxRow]:
    """Return the outcomes with the lowest ids, except those of the keys in `beside`. At most
    `limit`, and about `MAX_FETCHED_BYTES` of payload.

    Each call begins at the lowest id, because a lower id may be committed after a higher one.
    """
    given = {"limit_": limit, "beside_": list(beside), "bytes_": MAX_FETCHED_BYTES}
    (found,) = run(session, _FETCH(given))
    return [OutboxRow(*row) for row in found]


_deleted = (
    delete(OutboxEvent)
    .where(OutboxEvent.id == func.any(bindparam("ids_", type_=ARRAY(BigInteger))))
    # If the tables were set back since, the same ids may be those of other outcomes.
    .where(OutboxEvent.event_id == func.any(bindparam("event_ids_", type_=ARRAY(Uuid))))
    .returning(*(getattr(OutboxEvent, name) for name in announced.KEPT), OutboxEvent.payload)
    .cte("deleted")
)
_DELETE = Compiled(
    select(func.count())
    .select_from(_deleted)
    .add_cte(lineage.PUBLISHED.cte("published"), announced.remembering(_deleted).cte("remembered"))
)


def remove(session: Session, rows: Sequence[OutboxRow], places: Places | None = None) -> int:
    """Remove outcomes that Kafka has acknowledged. Return the number that was still there.

    Nothing else removes outcomes. The same statement remembers that they were announced
    (`inventory.database.lineage`), and for people those of orders with their `places` in Kafka, by
    id (`inventory.outbox.announced`). Outcomes without a place leave nothing behind.
    """
    if not rows:
        return 0
    ids = [row.id for row in rows]
    given = {"ids_": ids, "event_ids_": [row.event_id for row in rows], "highest_": max(ids)}
    (((removed,),),) = run(session, _DELETE(given | announced.placed(ids, places or {})))
    return int(removed)
