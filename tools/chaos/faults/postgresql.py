"""Faults of PostgreSQL, the one server that must not lose anything."""

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
    """Kill the postmaster with SIGKILL. Its children notice, and its successor must wait for the
    last of them.
    """
    _end(target, signal.SIGKILL)


def stop_postgresql_immediately(target: Target, _: random.Random) -> None:
    """Send the signal of `pg_ctl stop -m immediate`: no checkpoint, no goodbye. The next start
    recovers from the log.
    """
    _end(target, signal.SIGQUIT)


def stop_postgresql(target: Target, _: random.Random) -> None:
    """Stop PostgreSQL in an orderly way, for a while."""
    target.stack.stop_process("postgresql")
    target.last(3.0)
    target.stack.start_process("postgresql")


def terminate_backends(target: Target, rng: random.Random) -> None:
    """Terminate half of the connections in the middle of their work, five times."""
    for _ in range(5):
        try:
            with psycopg.connect(target.postgresql.conninfo, connect_timeout=2, autocommit=True) as connection:
                for (pid,) in connection.execute(_BACKENDS).fetchall():
                    if rng.random() < 0.5:  # noqa: PLR2004 - half
                        connection.execute("SELECT pg_terminate_backend(%s)", [pid])
        except psycopg.OperationalError:
            pass  # PostgreSQL is away by itself, no better for its clients
        target.last(0.4)


def fill_disk(target: Target, _: random.Random) -> None:
    """Leave not a byte for tables and log for a while. Then free the space again."""
    if target.disk is None:
        raise NotHere("no small disk can be mounted here")
    target.disk.fill()
    try:
        target.last(FULL_SECONDS)
    finally:
        target.disk.empty()


def _end(target: Target, number: signal.Signals) -> None:
    """End PostgreSQL, and return when it is gone. The next user waits for its successor."""
    pid = target.send("postgresql", number)
    if pid and not wait_until(lambda: target.stack.pid("postgresql") != pid, seconds=END_SECONDS):
        raise RuntimeError(f"PostgreSQL has not ended within {END_SECONDS:.0f} seconds of {number.name}")
