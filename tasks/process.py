"""What a worker process owns: its connection to PostgreSQL. No Kafka client may ever live here, because workers fork."""

from __future__ import annotations

from functools import cache

from celery.signals import worker_process_init, worker_process_shutdown

from inventory.database import WORKER_LIMITS, Database
from inventory.garbage import spare_all_that_is_loaded
from inventory.settings import settings


@cache
def database() -> Database:
    """The way to PostgreSQL of the process that asks: it works on one task at a time, so one connection is all it needs."""
    return Database(settings().database_url, limits=WORKER_LIMITS, pool_size=1, name="inventory-worker")


def start(**_: object) -> None:
    """Begin a forked process with a connection of its own."""
    if database.cache_info().currsize:
        # Closing an inherited connection would end the parent's session: forget it instead.
        database().engine.dispose(close=False)
        database.cache_clear()
    database()
    spare_all_that_is_loaded()


def stop(**_: object) -> None:
    """Say goodbye to PostgreSQL instead of leaving it to find out."""
    if database.cache_info().currsize:
        database().dispose()


worker_process_init.connect(start)
worker_process_shutdown.connect(stop)
