"""The line of the log that tells why a process can't begin."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from inventory.logs.set_up import is_set_up, set_up

logger = logging.getLogger(__name__)


@contextmanager
def ending_on(*errors: type[Exception], status: int) -> Iterator[None]:
    """End the process with this exit status on one of these errors, and with a line of the log that
    tells it.

    The log may not be set up yet: wrong settings do not say how. It is as with `auto` then.
    """
    try:
        yield
    except errors as error:
        if not is_set_up():
            set_up("INFO")
        logger.critical("%s", error)
        sys.exit(status)
