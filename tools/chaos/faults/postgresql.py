"""Faults of the one server that must not lose anything."""

import random
import signal

import psycopg

from tools.chaos.target import NotHere, Target
from tools.devstack.processes.children import wait_until

FULL_SECONDS = 6.0
END_SECONDS = 30.0

_BACKENDS = """
    SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() ORDER BY pid
"""


def kill_postgresql(target: Target, _: random.Random) -> None:
    """SIGKILL of the postmaster. Its children notice, and its successor must wait for the last of
    them.
    """
    _end(target, signal.SIGKILL)


def stop_postgresql_immediately(target: Target, _: random.Random) -> None:
    """What `pg_ctl stop -m immediate` sends: no checkpoint, no goodbye. Recovery from the log at
    the next start.
    """
    _end(target, signal.SIGQUIT)


def stop_postgresql(target: Target, _: random.Random) -> None:
    """In its orderly way, for a while."""
    target.stack.stop_process("postgresql")
    target.last(3.0)
    target.stack.start_process("postgresql")


def terminate_backends(target: Target, rng: random.Random) -> None:
    """Connections end in the middle of whatever they do: half of them, five times."""
    for _ in range(5):
        try:
            with psycopg.connect(target.postgresql.conninfo, connect_timeout=2, autocommit=True) as connection:
                for (pid,) in connection.execute(_BACKENDS).fetchall():
                    if rng.random() < 0.5:  # noqa: PLR2004 - half
                        connection.execute("SELECT pg_terminate_backend(%s)", [pid])
        except psycopg.OperationalError:
            pass  # it is away by itself, which is no better
        target.last(0.4)


def fill_disk(target: Target, _: random.Random) -> None:
    """Not a byte is left for tables and log. Then there is room again."""
    if target.disk is None:
        raise NotHere("no small disk can be mounted here")
    target.disk.fill()
    try:
        target.last(FULL_SECONDS)
    finally:
        target.disk.empty()


def _end(target: Target, number: signal.Signals) -> None:
    """Return when it has ended. Who needs it next waits until its successor is ready."""
    pid = target.send("postgresql", number)
    if pid and not wait_until(lambda: target.stack.pid("postgresql") != pid, seconds=END_SECONDS):
        raise RuntimeError(f"PostgreSQL has not ended within {END_SECONDS:.0f} seconds of {number.name}")
