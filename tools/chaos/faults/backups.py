"""Faults that set the database back to an earlier state, as docs/backup.md says: by a dump, or by a
copy of the disk.

Changes over HTTP since then are gone. The bridge reads the events of Kafka again by itself.
"""

import os
import random
import shutil
import subprocess
import time
from pathlib import Path

import psycopg
from psycopg import sql

from tools.chaos.losses import Loss, Span
from tools.chaos.target import Target
from tools.devstack.processes.children import wait_until
from tools.devstack.servers.passwords import SUPERUSER
from tools.devstack.servers.postgresql import PostgreSQL, binary_directory

SHORTEST_SECONDS, LONGEST_SECONDS = 3.0, 8.0
"""Age of the state that is restored: short, because a run lasts a minute or two."""
RENAME_SECONDS = 30.0
NAME, RESTORED, DAMAGED = "postgres", "restored", "damaged"


def restore_dump(target: Target, rng: random.Random) -> None:
    """Restore a dump beside the living database, and give it that database's name."""
    server = target.serving()
    file = target.stack.directory / "backup.dump"
    since = time.monotonic()
    _run(server, "pg_dump", "--format=custom", f"--file={file}", NAME)
    kept = Span(since, time.monotonic())
    target.last(rng.uniform(SHORTEST_SECONDS, LONGEST_SECONDS))
    _administer(server, sql.SQL("CREATE DATABASE {}").format(sql.Identifier(RESTORED)))
    _run(server, "pg_restore", "--single-transaction", "--exit-on-error", f"--dbname={RESTORED}", str(file))
    gone = time.monotonic()
    _change_names(server)
    target.may_lose(Loss("restore dump", kept, Span(gone, time.monotonic())))
    _administer(server, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(DAMAGED)))
    file.unlink()


def restore_disk(target: Target, rng: random.Random) -> None:
    """Put back a copy of the disk: the same cluster, timeline and tables, as they were."""
    server = target.serving()
    copy = target.stack.directory / "copy"
    since = time.monotonic()
    target.stack.stop_process(server.name)
    _copy(server.data, copy)
    kept = Span(since, time.monotonic())
    _start(target)
    target.last(rng.uniform(SHORTEST_SECONDS, LONGEST_SECONDS))
    gone = time.monotonic()
    target.stack.stop_process(server.name)
    target.may_lose(Loss("restore disk", kept, Span(gone, time.monotonic())))
    shutil.rmtree(server.data)
    _copy(copy, server.data)
    _start(target)
    shutil.rmtree(copy)


def _start(target: Target) -> None:
    target.stack.start_process(target.postgresql.name)
    target.stack.wait_ready(target.postgresql.name)


def _copy(source: Path, to: Path) -> None:
    """Copy with the owner, because the server may run as another user."""
    subprocess.run(["cp", "--archive", str(source), str(to)], check=True)  # noqa: S607 - everybody has it


def _change_names(server: PostgreSQL) -> None:
    """Give the restored database the name of the old one. PostgreSQL renames no database that has
    connections, so these are ended first.
    """
    name = sql.Identifier(NAME)

    def renamed() -> bool:
        try:
            _administer(
                server,
                sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(name),
                sql.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}").format(
                    sql.Literal(NAME)
                ),
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(name, sql.Identifier(DAMAGED)),
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(RESTORED), name),
            )
        except psycopg.errors.ObjectInUse:
            return False
        return True

    if not wait_until(renamed, seconds=RENAME_SECONDS):
        raise RuntimeError(f"the restored database could not be renamed within {RENAME_SECONDS:.0f} seconds")


def _administer(server: PostgreSQL, *statements: sql.Composed) -> None:
    conninfo = psycopg.conninfo.make_conninfo(server.conninfo, dbname="template1")
    with psycopg.connect(conninfo, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def _run(server: PostgreSQL, program: str, *arguments: str) -> None:
    address = [f"--host={server.host}", f"--port={server.port}", f"--username={SUPERUSER}", "--no-password"]
    command = [str(binary_directory() / program), *address, *arguments]
    environment = {**os.environ, "PGPASSFILE": str(server.passwords.passfile)}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{program} ended with status {done.returncode}: {done.stderr}")
