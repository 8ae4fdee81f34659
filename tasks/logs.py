"""The log of workers, beat and Flower: ours, in place of the one that Celery would set up."""

from __future__ import annotations

import logging
import os
import sys
from typing import Any

from celery import current_task
from celery.app.trace import LOG_RECEIVED, LOG_SUCCESS
from celery.signals import celeryd_init, setup_logging, worker_shutting_down

from inventory.logs.fields import Fields
from inventory.logs.set_up import set_up
from inventory.settings import settings

logger = logging.getLogger(__name__)

STDOUT = 1
_SENDING = "Scheduler: Sending due task %s (%s)"
_TICKS = {"celery.worker.strategy": LOG_RECEIVED, "celery.app.trace": LOG_SUCCESS, "celery.beat": _SENDING}
"""The messages of Celery that tell each task, however little it did, by their loggers.

An idle service has tens of thousands of them a day. Tasks that did something say so themselves.
"""


class _OnlyAtDebug(logging.Filter):
    """Makes one message of a logger a record of DEBUG, which is left out at a higher level."""

    def __init__(self, message: object) -> None:
        super().__init__()
        self._message = message

    def filter(self, record: logging.LogRecord) -> bool:
        if record.msg != self._message:
            return True
        record.levelno, record.levelname = logging.DEBUG, "DEBUG"
        return logging.getLogger().isEnabledFor(logging.DEBUG)


def set_up_with_celery() -> None:
    """Have workers and beat set up our log where Celery would set up its own, also in each child.

    Celery's `--loglevel` has no effect then. `INVENTORY_LOG_LEVEL` holds for all processes.
    """
    setup_logging.connect(set_up_here, weak=False)
    celeryd_init.connect(_begin, weak=False)
    worker_shutting_down.connect(_stopping, weak=False)


def _begin(instance: Any, **_: object) -> None:
    """Set up the log of a worker before Celery's first warning, and leave out the banner, which is
    no line of a log.
    """
    instance.quiet = True
    set_up_here()
    if not (sys.stdout and sys.stdout.isatty()):
        # Celery's handlers of signals write sentences there, which are no lines of a log.
        os.dup2(os.open(os.devnull, os.O_WRONLY), STDOUT)


def _stopping(sig: str, how: str, **_: object) -> None:
    logger.info("%s: %s shutdown", sig, how)


def set_up_here(**_: object) -> None:
    """Set up the log of this process."""
    set_up(settings().log_level, settings().log_format, context=_fields_of_task)
    for name, message in _TICKS.items():
        logger = logging.getLogger(name)
        if not any(isinstance(one, _OnlyAtDebug) for one in logger.filters):
            logger.addFilter(_OnlyAtDebug(message))


def _fields_of_task() -> Fields:
    """Return the fields that tell the task of this process, none between two tasks."""
    if not current_task:
        return Fields()
    return Fields(task=current_task.name, task_id=current_task.request.id or "")
