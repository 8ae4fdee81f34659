"""PostgreSQL alone. The Celery application reads the settings when it is imported, before any
server runs.
"""

from __future__ import annotations

import os

from tests.postgresql import migrated_database_url, postgresql  # noqa: F401 - fixtures

os.environ.setdefault("DATABASE_URL", "postgresql://postgres@127.0.0.1/not-yet-known")
