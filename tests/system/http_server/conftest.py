"""A PostgreSQL alone: these tests need no Redis and no Kafka."""

from __future__ import annotations

from tests.postgresql import migrated_database_url, postgresql  # noqa: F401 - fixtures
