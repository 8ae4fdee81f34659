"""The Celery application reads the settings when it is imported: any will do here, where nothing is
connected to.
"""

from __future__ import annotations

import os

os.environ.setdefault("DATABASE_URL", "postgresql://postgres@127.0.0.1/not-connected-to")
