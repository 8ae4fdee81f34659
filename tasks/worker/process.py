"""The connection of a worker process to PostgreSQL. No Kafka client may ever live here, because
workers fork.
"""

from __future__ import annotations

import logging
from functools import cache

from celery.signals import worker_init, worker_process_init, worker_process_shutdown
from sqlalchemy.exc import SQLAlchemyError

from inventory.database.errors import SchemaBehind, SchemaDiffers
from inventory.database.revisions import require_fit
from inventory.database.transactions import WORKER_LIMITS, Database
from inventory.logs.ending import ending_on
from inventory.process.garbage import spare_all_at_the_end, spare_all_that_is_loaded
from inventory.settings import settings
from inventory.tracing import choice

logger = logging.getLogger(__name__)


@cache
def database() -> Database:
    """Return this process's way to PostgreSQL. One task at a time needs only one connection."""
    return Database(settings().database_url, limits=WORKER_LIMITS, pool_size=1, name="inventory-worker")


def refuse_unfit_schema(**_: object) -> None:
    """End the worker, before it forks, if every event would fail on this schema until it is a dead
    letter. The worker goes on if the database is away: each task waits for it.
    """
    looking = Database(settings().database_url, limits=WORKER_LIMITS, pool_size=1, name="inventory-worker")
    try:
        with ending_on(SchemaBehind, SchemaDiffers, status=1), looking.transaction() as session:
            require_fit(session.connection())
    except SQLAlchemyError:
        logger.warning("the schema can't be looked at yet: the database does not answer")
    finally:
        looking.dispose()


def start(**_: object) -> None:
    """Begin a forked process with a connection of its own."""
    if database.cache_info().currsize:
        # Closing an inherited connection would end the parent's session: forget it instead.
        database().engine.dispose(close=False)
        database.cache_clear()
    database()
    choice.start(settings(), "worker")
    spare_all_that_is_loaded()


def stop(**_: object) -> None:
    """Close the connection, so that PostgreSQL need not find out, and send the last spans."""
    choice.stop()
    if database.cache_info().currsize:
        database().dispose()


spare_all_at_the_end()  # of workers, and of beat and Flower: they load this as well
worker_init.connect(refuse_unfit_schema)
worker_process_init.connect(start)
worker_process_shutdown.connect(stop)
