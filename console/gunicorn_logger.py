"""Gunicorn's own messages, in the log of the process. Silent callers do not fill it."""

from __future__ import annotations

import logging
import sys
from typing import Any

from api.gunicorn_logger import Logger as ApiLogger
from api.refusal_log import REFUSAL_LOG


class ConsoleLogger(ApiLogger):
    """The API's, and one line a minute for callers that stopped in the middle of a request."""

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """Log an error with its trace, unless the time of a silent caller was over."""
        if isinstance(sys.exc_info()[1], BlockingIOError):
            REFUSAL_LOG.tell("silent_caller", logging.INFO, "a caller stopped in the middle of a request")
        else:
            super().exception(msg, *args, **kwargs)
