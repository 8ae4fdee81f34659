"""The contract of the events. What goes out is held to it on PostgreSQL alone, and once over Kafka."""

from __future__ import annotations

from tests.inventory.conftest import engine, migrated_database_url, postgresql, session, shop

__all__ = ["engine", "migrated_database_url", "postgresql", "session", "shop"]
