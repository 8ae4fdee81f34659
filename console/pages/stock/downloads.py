"""Long answers, a few at a time: slow readers leave threads to the pages of everybody else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from threading import BoundedSemaphore, Lock
from typing import Any, Final

from flask import make_response
from flask.wrappers import Response

from api.contract.errors import Busy

AT_ONCE: Final = 4
_FREE = BoundedSemaphore(AT_ONCE)


class DownloadsBusy(Busy):
    """So many files are being downloaded already, {running}, that yours has to wait. Try again when
    one of them is done.
    """

    running: int


def one_of_few(view: Callable[..., Response]) -> Callable[..., Response]:
    """Decorate a page that sends a file as it is made. Raises `DownloadsBusy` beyond `AT_ONCE`."""

    @wraps(view)
    def answer(**ids: Any) -> Response:
        if not _FREE.acquire(blocking=False):
            raise DownloadsBusy(running=AT_ONCE)
        place = _Place()
        try:
            sent = make_response(view(**ids))
        except BaseException:
            place.leave()
            raise
        sent.call_on_close(place.leave)
        return sent

    return answer


class _Place:
    """A place among the few. It is left once, however often the answer is closed."""

    def __init__(self) -> None:
        self._lock = Lock()

    def leave(self) -> None:
        if self._lock.acquire(blocking=False):
            _FREE.release()
