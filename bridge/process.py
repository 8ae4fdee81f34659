"""The process of a bridge or a relay: its signals to stop, and its first look at the schema."""

from __future__ import annotations

import logging
import signal
from threading import Event as Flag
from types import FrameType

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from inventory.database.revisions import require_fit
from inventory.database.transactions import Database

logger = logging.getLogger(__name__)


def stop_on_signals() -> Flag:
    """Return a flag that SIGTERM and SIGINT set. Loops look at it between two units of work."""
    stopping = Flag()

    def stop(number: int, _: FrameType | None) -> None:
        logger.info("%s: finishing what is in hand", signal.Signals(number).name)
        stopping.set()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return stopping


def require_fit_schema(database: Database) -> None:
    """Raise `SchemaBehind` or `SchemaDiffers` rather than read messages from Kafka that can't be
    stored. Returns if PostgreSQL is away: the loops wait for it later.
    """
    try:
        with database.transaction() as session:
            require_fit(session.connection())
    except SQLAlchemyError as error:
        logger.warning("the schema can't be looked at yet: %s", one_line(error))


def one_line(error: SQLAlchemyError) -> str:
    """Return the first line of the error. Leaves out the statement and its parameters, which are
    long and may be personal.
    """
    cause = error.orig if isinstance(error, DBAPIError) else error
    lines = str(cause).strip().splitlines()
    return lines[0] if lines else type(error).__name__
