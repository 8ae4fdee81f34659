"""A PostgreSQL of its own, as for the core: these reads need nothing else."""

from __future__ import annotations

from tests.inventory.conftest import session, shop
from tests.postgresql import empty_database_url, migrated_database_url, postgresql

__all__ = ["empty_database_url", "migrated_database_url", "postgresql", "session", "shop"]
