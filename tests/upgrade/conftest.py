"""The Celery application reads the settings when it is imported; here it is only asked for its schedule."""

from __future__ import annotations

import os

os.environ.setdefault("DATABASE_URL", "postgresql://postgres@127.0.0.1/not-yet-known")
