"""Refused calls: kept for people, for some hours, by order and SKU (ADR 0066).

A refused call changes nothing, so nothing else tells later why a customer saw *sold out*. Nothing
is decided by these rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Text, bindparam, text
from sqlalchemy.orm import Session

from inventory.database.pipelining import Compiled, run

MAX_LINES = 50
"""Short lines that are kept of one call."""


class RefusedCall(NamedTuple):
    """A refused call, or several that were the same. Without an order it is about calls of several
    orders that have no record of their own.

    `lines` are the lines that fell short, with the units that could be had at each location.
    """

    order_id: str | None
    skus: tuple[str, ...]
    action: str
    code: str
    lines: tuple[dict[str, Any], ...]
    actor: str | None
    request_id: str | None

    @property
    def identity(self) -> bytes:
        """Return all but the caller, as bytes: a call with the same ones is the same call."""
        return orjson.dumps([self.order_id, self.skus, self.action, self.code, self.lines])

    def fingerprint(self, at: datetime) -> bytes:
        """Return the key of the record: of the same call within an hour it is the same."""
        hour = int(at.timestamp()) // 3_600
        return hashlib.blake2b(b"%d %b" % (hour, self.identity), digest_size=16).digest()


class Counted(NamedTuple):
    """Refused calls to store: their number, and the times of the first and the last one."""

    call: RefusedCall
    calls: int
    first_at: datetime
    last_at: datetime


_ADD = Compiled(
    text(
        """
        INSERT INTO refused_call AS known
            (fingerprint, order_id, skus, action, code, lines, actor, request_id, calls, first_at, last_at)
        SELECT decode(r.fingerprint, 'hex'), r.order_id, ARRAY(SELECT json_array_elements_text(r.skus)), r.action, r.code,
            r.lines, r.actor, r.request_id, r.calls, r.first_at, r.last_at
        FROM json_to_recordset(CAST(:refused AS json)) AS r (
            fingerprint text, order_id text, skus json, action text, code text, lines json, actor text, request_id text,
            calls bigint, first_at timestamptz, last_at timestamptz
        )
        ORDER BY r.fingerprint
        ON CONFLICT (fingerprint) DO UPDATE SET
            calls = known.calls + excluded.calls, last_at = greatest(known.last_at, excluded.last_at),
            actor = excluded.actor, request_id = excluded.request_id
        """
    ).bindparams(bindparam("refused", type_=Text))
)


def add(session: Session, counted: Sequence[Counted]) -> None:
    """Store refused calls, each with its number. The same one again counts in its record.

    Rows are written in the order of their fingerprints, so that two that write wait forwards.
    """
    told = [
        {
            **one.call._asdict(),
            "fingerprint": one.call.fingerprint(one.first_at).hex(),
            "calls": one.calls,
            "first_at": one.first_at,
            "last_at": one.last_at,
        }
        for one in counted
    ]
    run(session, _ADD({"refused": orjson.dumps(told).decode()}))


_PRUNE = text(
    """
    DELETE FROM refused_call WHERE id = ANY (ARRAY(
        SELECT id FROM refused_call WHERE last_at < :before ORDER BY last_at LIMIT :most FOR UPDATE SKIP LOCKED
    ))
    """
)


def prune(session: Session, *, before: datetime, most: int) -> int:
    """Remove records whose last call was before this time. Returns their number."""
    return session.connection().execute(_PRUNE, {"before": before, "most": most}).rowcount
