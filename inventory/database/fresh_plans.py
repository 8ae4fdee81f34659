"""A transaction that is begun again if a migration has made the plans of its connection useless.

PostgreSQL refuses a prepared statement whose columns have other types now, and undoes the
transaction. Nothing was done, and the same transaction works on a new connection, so the caller is
spared the error. SQLAlchemy has by then closed the connection and all in its pool (ADR 0020).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError

from inventory.database.failures import Kind, kind

log = logging.getLogger(__name__)

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


def retried_on_stale_plan(transact: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Decorate a function that is one transaction: call it again if it met a plan from before a
    migration.

    Outside of its transaction the function may do nothing that must not be done twice.
    """

    @wraps(transact)
    def once_more(*given: Given.args, **named: Given.kwargs) -> Answer:
        try:
            return transact(*given, **named)
        except DBAPIError as error:
            if kind(error) is not Kind.STALE_PLAN:
                raise
        log.info("The schema has changed: %s begins once more, on a new connection", transact.__qualname__)
        return transact(*given, **named)

    return once_more
