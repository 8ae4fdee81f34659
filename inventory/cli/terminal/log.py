"""The log of a command, which has something to say only where something is wrong."""

from __future__ import annotations

import logging


class FirstRecord(logging.Handler):
    """Sets up the log when there is a first record. Most commands have none, and start sooner."""

    def emit(self, record: logging.LogRecord) -> None:
        from inventory.errors import InvalidSettings  # noqa: PLC0415
        from inventory.logs.set_up import set_up  # noqa: PLC0415
        from inventory.settings import settings  # noqa: PLC0415

        try:
            set_up("WARNING", settings().log_format)
        except InvalidSettings:  # the command itself says so
            set_up("WARNING")
        logging.getLogger().handle(record)


def log_when_needed() -> None:
    """Have warnings and errors of this process logged as in all others."""
    logging.lastResort = FirstRecord(logging.WARNING)
