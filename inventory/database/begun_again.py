"""Transactions that are begun again, because they were undone for a reason that has passed.

Nothing was done then, so the caller is spared the error.

- A migration has made the plans of the connection useless. PostgreSQL refuses a prepared statement
  whose columns have other types now, and the same transaction works on a new connection.
  SQLAlchemy has by then closed the connection and all in its pool (ADR 0020).
- Its writes were void, because somebody else has made one of its rows (ADR 0051).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError

from inventory.database.failures import Kind, is_void, kind
from inventory.errors import ConcurrentChange

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


MAX_BEGINNINGS = 8
"""A transaction whose writes are void is begun at most so many times."""


def again_if_void(transact: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Decorate a function that is one transaction with `writes_last`: call it again if its writes
    were void.

    Outside of its transaction the function may do nothing that must not be done twice. Raises
    `ConcurrentChange` when this does not end.
    """

    @wraps(transact)
    def repeat(*given: Given.args, **named: Given.kwargs) -> Answer:
        for beginning in range(1, MAX_BEGINNINGS + 1):
            try:
                return transact(*given, **named)
            except DBAPIError as error:
                if not is_void(error):
                    raise
                log.info("%s: void writes at beginning %d of %d", transact.__qualname__, beginning, MAX_BEGINNINGS)
        raise ConcurrentChange(row="A stock row or an order of this batch")

    return repeat
