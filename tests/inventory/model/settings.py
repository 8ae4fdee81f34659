"""The length of the look: a fixed sample with the tests, or as many histories as asked for, others
each time (`make model`).
"""

from __future__ import annotations

import os
from datetime import timedelta

from hypothesis import HealthCheck, Phase, settings

SOON = timedelta(seconds=10)
"""The time at which pending events may be sent again. Nobody sends anything here."""

TIMEOUT = 0 if "MODEL_HISTORIES" in os.environ or "MODEL_PAIRS" in os.environ else 600
"""Seconds, far more than a look takes on a busy machine. A mark overrides the command line, so who
asks for more is given all the time that it needs.
"""


def look(sample: int) -> settings:
    """Settings for `sample` examples. Only `make model` takes the minutes to shrink a history that
    fails.
    """
    asked = os.environ.get("MODEL_HISTORIES")
    found_fast = (Phase.explicit, Phase.generate)
    return settings(
        max_examples=int(asked or sample),
        stateful_step_count=30,
        deadline=None,
        derandomize=asked is None,
        phases=tuple(Phase) if asked else found_fast,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
