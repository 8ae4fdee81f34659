"""The sizes of a database's tables and indexes, its log, and the work of autovacuum."""

from __future__ import annotations

from dataclasses import dataclass

from tools.bench.load.warehouse import Warehouse

_RELATIONS = """
    SELECT t.relname || CASE WHEN c.oid = t.oid THEN '' ELSE '/' || c.relname END,
           CASE WHEN c.oid = t.oid THEN pg_table_size(c.oid) ELSE pg_relation_size(c.oid) END
    FROM pg_class t
    JOIN pg_class c ON c.oid = t.oid OR c.oid IN (SELECT indexrelid FROM pg_index WHERE indrelid = t.oid)
    WHERE t.relkind = 'r' AND t.relnamespace = (SELECT relnamespace FROM pg_class WHERE oid = 'reservation'::regclass)
"""
_SERVER = """
    SELECT extract(epoch FROM clock_timestamp())::float8 AS moment,
           (pg_current_wal_insert_lsn() - '0/0')::bigint AS log_bytes,
           (SELECT sum(total_autovacuum_time + total_autoanalyze_time) / 1000 FROM pg_stat_all_tables)::float8
               AS vacuum_seconds,
           (SELECT sum(autovacuum_count) FROM pg_stat_user_tables)::bigint AS vacuums
"""


@dataclass(frozen=True, slots=True)
class Work:
    """What the server has done until a moment. `vacuum_seconds` are those of all workers of
    autovacuum together, analysing included.
    """

    moment: float
    log_bytes: int
    vacuum_seconds: float
    vacuums: int


def relation_bytes(opened: Warehouse) -> dict[str, int]:
    """Return the bytes of each table, `table`, and of each of its indexes, `table/index`."""
    return dict(opened.rows(_RELATIONS))


def work(opened: Warehouse) -> Work:
    """Return the work of the server so far. Of PostgreSQL 18 or newer."""
    (found,) = opened.rows(_SERVER)
    return Work(*found)
