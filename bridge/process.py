"""What the bridge and the relay share as processes: how they log, and how they are told to stop."""

from __future__ import annotations

import logging
import signal
from threading import Event as Flag
from types import FrameType

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

logger = logging.getLogger(__name__)


def log_to_stderr(level: str) -> None:
    """One line each, with the time and the module."""
    logging.basicConfig(level=level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s")


def stop_on_signals() -> Flag:
    """A flag that SIGTERM and SIGINT set: whoever works looks at it between two units of work."""
    stopping = Flag()

    def stop(number: int, _: FrameType | None) -> None:
        logger.info("%s: finishing what is in hand", signal.Signals(number).name)
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return stopping


def one_line(error: SQLAlchemyError) -> str:
    """What went wrong, without the statement and its parameters, which are long and may be personal."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    lines = str(cause).strip().splitlines()
    return lines[0] if lines else type(error).__name__
