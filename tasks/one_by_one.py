"""Try a failed batch again one by one, so that no item suffers for its neighbour."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from inventory.write_path.locks import TooMuchAtOnce
from tasks.failures import database_unavailable, may_pass

T = TypeVar("T", int, str)


def settle(batch: Sequence[T], transact: Callable[[Sequence[T]], None]) -> dict[T, Exception]:
    """Have `transact` do the batch in one transaction. Returns the items that failed alone, with
    their errors.

    A batch that raises was rolled back, and each item is tried again alone. A batch with too much
    for a transaction is halved. A deadlock or a lock timeout gets one more try at once, because the
    other side has usually finished by then.

    Raises PostgreSQL's error if it does not answer. The rest is not tried then: no item is at
    fault, and two hundred timeouts would not tell more than one.
    """
    if not batch:
        return {}
    error = _attempt(batch, transact)
    if error is not None and may_pass(error):
        error = _attempt(batch, transact)
    if error is None:
        return {}
    if len(batch) == 1:
        return {batch[0]: error}
    size = (len(batch) + 1) // 2 if isinstance(error, TooMuchAtOnce) else 1
    failures: dict[T, Exception] = {}
    for start in range(0, len(batch), size):
        failures |= settle(batch[start : start + size], transact)
    return failures


def _attempt(batch: Sequence[T], transact: Callable[[Sequence[T]], None]) -> Exception | None:
    try:
        transact(batch)
    except Exception as error:
        if database_unavailable(error):
            raise
        return error
    return None
