"""Faults that make another server the primary, under load, and later the first one again, so that
the stack is as before.

In synchronous replication nothing that was acknowledged may be lost. In asynchronous replication
the standby receives nothing for a while before the primary dies. Changes that were acknowledged
meanwhile may be lost.
"""

import random
import shutil
import time

from tools.chaos.database_servers import NightStandby
from tools.chaos.losses import Loss, Span
from tools.chaos.target import Target
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.postgresql import PostgreSQL
from tools.devstack.servers.replication import ask, configure, refuse_writes

READY_SECONDS = 60.0
READ_ONLY_SECONDS = 0.5
ALONGSIDE_SECONDS = 1.5
"""Seconds that the old primary lives on, with its connections, after another one has the writes."""

_STREAMING = "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming'"
_SENDERS = "SELECT count(*) FROM pg_stat_replication"


def swap_primary_synchronously(target: Target, _: random.Random) -> None:
    """Swap the primary. The old one refuses writes, and lives on with all its connections."""
    with _Standby(target) as guest:
        home = target.postgresql
        _lead_synchronously(target, home, guest)
        target.stack.stop_process(home.name)
        _follow(target, guest)
        _lead_synchronously(target, guest, home)


def swap_primary_asynchronously(target: Target, rng: random.Random) -> None:
    """Swap the primary. The old one is gone, with the changes that the other had not received."""
    with _Standby(target) as guest:
        home = target.postgresql
        _lead_asynchronously(target, home, guest, rng.uniform(1, 4))
        _follow(target, guest)
        _lead_asynchronously(target, guest, home, rng.uniform(1, 4))


class _Standby:
    """A server beside the stack's own, for as long as the block lasts. It streams when the block
    begins.
    """

    def __init__(self, target: Target) -> None:
        self._primary = target.serving()
        self._server = NightStandby(target.stack.directory, self._primary, self._primary.night)

    def __enter__(self) -> PostgreSQL:
        self._server.start()
        self._server.wait_ready()
        _wait_streaming(self._primary)
        return self._server

    def __exit__(self, *_: object) -> None:
        self._server.stop()
        shutil.rmtree(self._server.directory)


def _lead_synchronously(target: Target, old: PostgreSQL, new: PostgreSQL) -> None:
    """Make the standby `new` the primary. From here on every acknowledged commit is on both."""
    front = target.postgresql.front
    configure(old, synchronous_standby_names="*")
    target.last(ALONGSIDE_SECONDS)
    refuse_writes(old)
    target.last(READ_ONLY_SECONDS)
    _promote(new)
    front.point_at(new.port)
    target.last(ALONGSIDE_SECONDS)


def _lead_asynchronously(target: Target, old: PostgreSQL, new: PostgreSQL, seconds: float) -> None:
    """Make `new` the primary, without the changes of `old` in the last `seconds`. Stops `old`."""
    front = target.postgresql.front
    kept = _cut_off(old, new)
    target.last(seconds)
    gone = time.monotonic()
    front.point_at(None)
    front.cut()
    target.may_lose(Loss("swap primary asynchronously", kept, Span(gone, time.monotonic())))
    if old is target.postgresql:
        target.stack.stop_process(old.name)
    else:
        old.kill()
    _promote(new)
    front.point_at(new.port)
    target.last(ALONGSIDE_SECONDS)


def _cut_off(old: PostgreSQL, new: PostgreSQL) -> Span:
    """Cut `new` off from `old`. Returns the period of the cut: `new` has every change from before
    it.
    """
    since = time.monotonic()
    there = ask(old, "SELECT pg_current_wal_flush_lsn()::text")
    heard = f"SELECT pg_last_wal_receive_lsn() >= '{there}'::pg_lsn"
    _expect(wait_until(lambda: bool(ask(new, heard)), seconds=READY_SECONDS), "the standby has not caught up")
    configure(new, primary_conninfo="")
    _expect(wait_until(lambda: ask(old, _SENDERS) == 0, seconds=READY_SECONDS), "the standby has not let go")
    return Span(since, time.monotonic())


def _follow(target: Target, primary: PostgreSQL) -> None:
    """Start the stack's own server again, as a standby: a new copy of `primary`."""
    home = target.postgresql
    shutil.rmtree(home.data)
    NightStandby.copied_to(home.directory, primary, home.night)
    target.stack.start_process(home.name)
    target.stack.wait_ready(home.name)
    _wait_streaming(primary)


def _wait_streaming(primary: PostgreSQL) -> None:
    _expect(wait_until(lambda: ask(primary, _STREAMING) == 1, seconds=READY_SECONDS), "the standby did not stream")


def _promote(server: PostgreSQL) -> None:
    _expect(ask(server, "SELECT pg_promote(true, 60)"), "the standby was not promoted")


def _expect(came: bool, otherwise: str) -> None:  # noqa: FBT001 - what was waited for
    if not came:
        raise RuntimeError(f"{otherwise} within {READY_SECONDS:.0f} seconds")
