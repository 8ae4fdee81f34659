"""How long to look: a fixed sample with the tests, or as many histories as asked for, others each time (`make model`)."""

from __future__ import annotations

import os
from datetime import timedelta

HISTORIES = os.environ.get("MODEL_HISTORIES")
SOON = timedelta(seconds=10)
"""When what is pending may be sent again. Nobody sends anything here."""
