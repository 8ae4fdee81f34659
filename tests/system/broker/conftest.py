"""Set the environment that Celery's application reads at its import, before any server runs."""

from __future__ import annotations

import os

os.environ.setdefault("DATABASE_URL", "postgresql://postgres@127.0.0.1/not-yet-known")
