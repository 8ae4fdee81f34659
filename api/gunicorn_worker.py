"""A gunicorn worker that runs our HTTP server. Gunicorn manages processes and signals.

It uses only the interface that gunicorn documents for workers of other people (ADR 0027).
"""

from __future__ import annotations

import logging
import os
import resource
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from gunicorn.workers.base import Worker as BaseWorker

from api.contract.limits import MAX_HELD_BYTES
from inventory.settings import settings

if TYPE_CHECKING:
    from api.server.front import Front

log = logging.getLogger(__name__)

_SPARE_DESCRIPTORS: Final = 256
"""File descriptors for files, and for connections to PostgreSQL and the identity provider."""
_HEART_BEAT_SECONDS: Final = 1.0
_UNUSABLE: Final[dict[str, Callable[[Any], bool]]] = {
    "certfile": lambda cfg: bool(cfg.is_ssl),
    "accesslog": lambda cfg: bool(cfg.accesslog),
    "proxy_protocol": lambda cfg: cfg.proxy_protocol not in {False, "off"},
}
"""Settings of gunicorn without effect in this worker."""


class Worker(BaseWorker):  # type: ignore[misc] # gunicorn publishes no types
    """Answers HTTP until it is told to stop, and then the requests that are still on their way."""

    front: Front | None = None

    def run(self) -> None:
        """Serve until told to stop. Gunicorn kills the process if this does not return in time, or
        if the heartbeat stops.
        """
        front = self.front = self._make_front()
        beaten_at, stop_by = 0.0, float("inf")
        while not front.is_done and time.monotonic() < stop_by:
            front.turn()
            now = time.monotonic()
            if now - beaten_at >= _HEART_BEAT_SECONDS:
                beaten_at = now
                self.notify()
                if self.ppid != os.getppid() or front.answered >= self.max_requests:
                    self.alive = False
            if not self.alive and stop_by == float("inf"):
                stop_by = now + self.cfg.graceful_timeout - 1
                front.stop()

    def handle_exit(self, sig: int, frame: Any) -> None:
        """Handle SIGTERM: stop when there is nothing left to answer."""
        super().handle_exit(sig, frame)
        if self.front is not None:
            self.front.wake()

    def _make_front(self) -> Front:
        # Not at the top: gunicorn's master imports this module, and prometheus_client must not be
        # imported before the fork.
        from api.server.connection import Deadlines  # noqa: PLC0415
        from api.server.crowd import Crowd  # noqa: PLC0415
        from api.server.front import Front  # noqa: PLC0415

        given = settings()
        deadlines = Deadlines(
            head=given.api_head_seconds,
            request=given.api_request_seconds,
            answer=given.api_request_seconds,
            idle=self.cfg.keepalive,
        )
        crowd = Crowd(max_connections=_connections(given.api_connections), max_bytes=MAX_HELD_BYTES)
        return Front(self.wsgi, self.sockets, deadlines=deadlines, threads=self.cfg.threads, crowd=crowd)


def refuse_what_is_unusable(cfg: Any) -> None:
    """Raise `ValueError` for settings of gunicorn that would have no effect."""
    for name, is_set in _UNUSABLE.items():
        if is_set(cfg):
            raise ValueError(
                f"gunicorn's {name} has no effect here. TLS, access logs and the PROXY protocol are for the proxy"
            )


def _connections(wanted: int) -> int:
    """Return the number of connections that the limit on file descriptors allows. The limit is
    raised first, as far as the system permits.
    """
    needed = wanted + _SPARE_DESCRIPTORS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = hard if hard != resource.RLIM_INFINITY else needed
    if soft < needed and soft != resource.RLIM_INFINITY:
        soft = min(needed, most)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if soft == resource.RLIM_INFINITY or soft >= needed:
        return wanted
    allowed = max(soft - _SPARE_DESCRIPTORS, soft // 2)
    log.warning("INVENTORY_API_CONNECTIONS=%d, but %d file descriptors allow %d", wanted, soft, allowed)
    return allowed
