"""The base of all tables, and the types of their columns."""

from __future__ import annotations

from sqlalchemy import MetaData, Text
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.orm import DeclarativeBase

Key = Text(collation="C")
Time = TIMESTAMP(timezone=True)

FILLS_AND_EMPTIES = {
    "autovacuum_vacuum_scale_factor": "0",
    "autovacuum_vacuum_threshold": "2000",
    "autovacuum_vacuum_cost_delay": "0",
}
"""Storage of a table whose rows come and go. Index scans from its lowest id step over removed rows
that are not vacuumed yet.
"""
FROZEN_EARLY = {"autovacuum_freeze_min_age": "0"}
"""Storage of a table whose rows soon change for the last time, or never do. The vacuum that comes
by anyway freezes them. Otherwise the whole table is rewritten at once, much later (ADR 0047).
"""
ONLY_GROWS = {
    "autovacuum_vacuum_insert_scale_factor": "0",
    "autovacuum_vacuum_insert_threshold": "10000",
    **FROZEN_EARLY,
}
"""Storage of a table whose rows never change: a vacuum while its new pages are still in memory."""


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
