"""Read PostgreSQL's plans for the statements of the core in a large shop. Nothing is timed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from inventory.database.migrate import migrate
from inventory.database.transactions import Database
from tests.hostile import make_hostile
from tests.statements import noted
from tools.devstack.servers.postgresql import PostgreSQL

LARGE = {
    "product_inventory",
    "sku_policy",
    "reservation",
    "stock_movement",
    "stock_move",
    "stock_reversal",
    "inbox_event",
    "inbox_pending",
    "dead_letter",
    "outbox_event",
    "announced_outcome",
    "refused_call",
    "idempotency_key",
    "console_session",
}
SMALL = {
    "api_token",
    "audit_run",
    "catalogue_mirror",
    "commit_receipt",
    "event_gap",
    "kept_offset",
    "lineage",
    "location",
    "paused_partition",
    "retention",
    "set_aside",
    "skipped_type",
}
"""Tables that stay small, or that no statement of the hot paths reads."""
ROWS = 5_000
"""The number of rows that are there."""
CLAIMED = 1_000_000
"""The number of rows of each large table by the statistics."""

FILL = {
    "product_inventory": """
        INSERT INTO product_inventory (sku, location, product_id, quantity_on_hand, catalog_quantity, version)
        SELECT 'sku-' || n, 'main', 'sku-' || n, 1000, 1000, 1 FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n
    """,
    # The first rows are short, so that early statistics say that most are. In a large shop few are.
    "product_inventory AS short": """
        INSERT INTO product_inventory (sku, location, product_id, quantity_on_hand, quantity_reserved, quantity_shortfall, version)
        SELECT 'short-' || n, 'main', 'shorts', 1, 1, 1, 1
        FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n WHERE n <= 3 OR n % 1000 = 0
    """,
    "sku_policy": """
        INSERT INTO sku_policy (sku, tracked_at, version, updated_at)
        SELECT 'sku-' || n, now(), 1, now() FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n
    """,
    "reservation": """
        INSERT INTO reservation (order_id, status, lines, ordered_at, expires_at, dispatch_due_at, version)
        SELECT 'order-' || n, CASE WHEN n % 10 = 0 THEN 'pending' ELSE 'confirmed' END,
               jsonb_build_array(jsonb_build_object('sku', 'sku-' || n, 'quantity', 1, 'allocations', '[]'::jsonb)),
               now(), timestamptz '2025-01-01 11:00:00Z' + n * interval '1 min',
               CASE WHEN n % 10 = 5 THEN timestamptz '2025-01-01 11:00:00Z' + n * interval '1 min' END, 1
        FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n
    """,
    "stock_movement": """
        INSERT INTO stock_movement (sku, location, kind, on_hand_delta, reserved_delta, shortfall_delta, on_hand_after,
                                    reserved_after, shortfall_after, reference, order_id, actor, occurred_at)
        SELECT 'sku-' || n, 'main', CASE WHEN n % 10 = 0 THEN 'adjusted' ELSE 'reserved' END, 0, 1, 0, 1000, 1, 0,
               'event-' || n, 'order-' || n, '/shop', now()
        FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n
    """,
    "stock_move": """
        INSERT INTO stock_move (sku, from_location, reference, to_location, quantity, reason, moved_at)
        SELECT 'sku-' || n, 'main', 'move-' || n, 'annex', 1, 'damaged', now()
        FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n
    """,
    # Of movements with ids that no test writes.
    "stock_reversal": """
        INSERT INTO stock_reversal (reverses, reversed_by)
        SELECT -2 * n, 1 - 2 * n FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n
    """,
    "inbox_event": """
        INSERT INTO inbox_event (id, source, event_id, type, key, digest, payload, occurred_at, received_at, topic, partition,
                                 record_offset)
        OVERRIDING SYSTEM VALUE
        SELECT n, 'shop', 'event-' || n, 'PaymentSucceeded', 'order-' || n, ''::bytea, jsonb_build_object('order_id', 'order-' || n),
               now(), now(), 'payments', 0, n
        FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n
    """,
    "inbox_pending": """
        INSERT INTO inbox_pending (id, operation, attempts, not_before, waits_for)
        SELECT id, 'confirm_stock', 1, timestamptz '2025-01-01 11:00:00Z' + record_offset * interval '1 min',
               CASE WHEN record_offset % 10 = 0 THEN ARRAY['sku-' || record_offset] END
        FROM inbox_event WHERE record_offset BETWEEN :first AND :last
    """,
    # A new shop has none, and pruning finds others than these.
    "dead_letter": """
        WITH dead AS (
            INSERT INTO inbox_event (id, source, event_id, key, digest, occurred_at, received_at, topic, partition, record_offset)
            OVERRIDING SYSTEM VALUE
            SELECT 5000000 + n, 'shop', 'dead-' || n, 'order-' || n, ''::bytea, now(), now(), 'payments', 0, -n
            FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n WHERE n > 300 AND n % 10 = 0 RETURNING id
        )
        INSERT INTO dead_letter (id, reason, detail, raw, died_at) SELECT id, 'garbage', '', ''::bytea, now() FROM dead
    """,
    "outbox_event": """
        INSERT INTO outbox_event (id, type, key, sequence, payload, occurred_at)
        OVERRIDING SYSTEM VALUE
        SELECT n, 'StockReserved', 'order-' || n, 1, '{}', now() FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n
    """,
    "announced_outcome": """
        INSERT INTO announced_outcome (id, event_id, type, key, sequence, occurred_at, announced_at, partition, record_offset)
        SELECT 5000000 + n, gen_random_uuid(), 'StockReserved', 'order-' || n, 1, now(), now(), 0, n
        FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n
    """,
    "refused_call": """
        INSERT INTO refused_call (fingerprint, order_id, skus, action, code, lines, calls, first_at, last_at)
        SELECT decode(md5(CAST(n AS text)), 'hex'), 'order-' || n, ARRAY['sku-' || n], 'reserve', 'insufficient_stock', '[]', 1,
               now(), now()
        FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n
    """,
    "idempotency_key": """
        INSERT INTO idempotency_key (actor, key, digest, created_at)
        SELECT 'caller', 'key-' || n, ''::bytea, now() FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n
    """,
    "console_session": """
        INSERT INTO console_session (digest, actor, token_name, scopes, created_at, seen_at, expires_at)
        SELECT sha256(CAST(CAST(n AS text) AS bytea)), 'token:clerk-' || n, 'clerk-' || n, ARRAY['ops'], now(), now(), now()
        FROM generate_series(CAST(:first AS int), CAST(:last AS int)) n
    """,
}


@contextmanager
def opened(server: PostgreSQL, name: str, filled: Callable[[Session], None]) -> Iterator[Database]:
    """A database of its own that is filled once: who changes anything in it rolls that back."""
    with psycopg.connect(server.conninfo, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        make_hostile(server, name)
        migrate(server.database_url(name))
        database = Database(server.database_url(name), name="tests")
        try:
            with database.transaction() as session:
                filled(session)
            yield database
        finally:
            database.dispose()
            connection.execute(f"DROP DATABASE {name}")


def begin(session: Session) -> None:
    """A new shop without any row, that autovacuum never visits."""
    for table in ["location", *sorted(LARGE)]:
        session.execute(text(f"ALTER TABLE {table} SET (autovacuum_enabled = false)"))
    for table in ("inbox_event", "outbox_event"):  # the rows that tests fill in have the ids below
        session.execute(text(f"ALTER TABLE {table} ALTER COLUMN id RESTART WITH {10 * CLAIMED}"))
    session.execute(text("INSERT INTO location (name) VALUES ('main')"))


def grow(session: Session, numbers: range) -> None:
    """Insert a row of each kind for each of these numbers."""
    for statement in FILL.values():
        session.execute(text(statement), {"first": numbers.start, "last": numbers.stop - 1})


def fill(session: Session) -> None:
    """Rows of every kind, and statistics that say that there are a million of each."""
    begin(session)
    grow(session, range(1, ROWS + 1))
    session.execute(text(f"ANALYZE location, {', '.join(sorted(LARGE))}"))
    session.execute(
        # The planner reckons with these rows a page, times the pages that are there.
        text(
            "UPDATE pg_class SET reltuples = reltuples * :times WHERE relname = ANY(:tables) OR oid IN "
            "(SELECT indexrelid FROM pg_index WHERE indrelid::regclass::text = ANY(:tables))"
        ),
        {"times": CLAIMED / ROWS, "tables": list(LARGE)},
    )


@dataclass
class Recorder:
    """The statements that ran, and how PostgreSQL reads large tables for them."""

    statements: list[str] = field(default_factory=list)
    whole: list[str] = field(default_factory=list)
    """Each reading of a whole table, or of a whole index, with its statement."""
    indexes: list[tuple[str, set[str]]] = field(default_factory=list)
    """Each statement with the indexes that it reads, with any parameters."""


@contextmanager
def recording(session: Session, *, explain: bool = False) -> Iterator[Recorder]:
    """Record the statements of the block. `explain`: also its plans, for these parameters and for
    any.
    """
    recorder = Recorder()

    def record(cursor: psycopg.Cursor[Any], statement: str, parameters: Any) -> None:
        if not statement.lstrip().startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
            return
        recorder.statements.append(statement)
        if explain:
            these, any_ = _plans(cursor, statement, parameters)
            recorder.whole += [f"{one}: {statement}" for one in unbounded(these)]
            recorder.whole += [f"{one} with any parameters: {statement}" for one in unbounded(any_)]
            recorder.indexes.append((statement, set(_indexes(any_))))

    engine = session.get_bind()
    assert isinstance(engine, Engine)
    with noted(engine, record):
        yield recorder


def _plans(before: psycopg.Cursor[Any], statement: str, parameters: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """For these parameters, and for any."""
    if isinstance(before, psycopg.RawCursor):
        parameters = list(parameters.values())
    with type(before)(before.connection) as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) {statement}", parameters, prepare=False)
        ((these,),) = cursor.fetchall()
        cursor.execute(f"EXPLAIN (GENERIC_PLAN, FORMAT JSON) {_numbered(statement)}", prepare=False)
        ((any_,),) = cursor.fetchall()
    return these[0]["Plan"], any_[0]["Plan"]


def _numbered(statement: str) -> str:
    """With `$1` for `%(name)s`, as PostgreSQL itself names parameters."""
    names: dict[str, int] = {}
    numbered = re.sub(r"%\((\w+)\)s", lambda match: f"${names.setdefault(match.group(1), len(names) + 1)}", statement)
    return numbered.replace("%%", "%")


READS_ALL_BELOW = {"Sort", "Hash", "Hash Join", "Materialize", "ModifyTable"}


def unbounded(node: dict[str, Any], *, limited: bool = False) -> Iterator[str]:
    """Scans of large tables that nothing narrows down, and joins that compare each row with each.

    To read an index from one end, up to a limit, is narrow enough.
    """
    kind, table = node["Node Type"], node.get("Relation Name")
    begins_anew = node.get("Parent Relationship") in {"InitPlan", "SubPlan"}
    reads_all = kind in READS_ALL_BELOW or node.get("Strategy") == "Hashed"
    limited = kind == "Limit" or (limited and not begins_anew and not reads_all)
    if table in LARGE and kind not in {"ModifyTable", "Bitmap Heap Scan"}:
        if kind == "Seq Scan" or not ("Index Cond" in node or limited):
            yield f"{kind} of {table}"
    if kind == "Nested Loop" and "Join Filter" in node:
        yield f"Nested Loop of all pairs by {node['Join Filter']}"
    for below in node.get("Plans", ()):
        yield from unbounded(below, limited=limited)


def _indexes(node: dict[str, Any]) -> Iterator[str]:
    if "Index Name" in node:
        yield node["Index Name"]
    for below in node.get("Plans", ()):
        yield from _indexes(below)
