"""Gunicorn's own messages, in the log of the process."""

from __future__ import annotations

from typing import Any

from gunicorn.glogging import Logger as GunicornLogger

from inventory.logs.set_up import set_up
from inventory.settings import settings


class Logger(GunicornLogger):  # type: ignore[misc] # gunicorn publishes no types
    """Gunicorn's logger without a handler of its own. It sets up the log of gunicorn's master. A
    worker does so again when it loads the application.
    """

    def setup(self, cfg: Any) -> None:
        set_up(settings().log_level, settings().log_format)
        super().setup(cfg)
        for handler in [*self.error_log.handlers]:
            self.error_log.removeHandler(handler)
        self.error_log.propagate = True
