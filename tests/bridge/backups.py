"""Databases that can be set back to an earlier state while the processes that use them live on."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import psycopg
from psycopg import sql

from tools.devstack.servers.postgresql import PostgreSQL, binary_directory

PATIENT = "-c statement_timeout=0 -c transaction_timeout=0 -c lock_timeout=0"
"""To drop and to create take as long as the disk does, beyond the limits of the server's owner."""


class Backups:
    """Dumps one database of a server, and puts a dump in its place."""

    def __init__(self, server: PostgreSQL, name: str, directory: Path) -> None:
        self.url = server.database_url(name)
        self._server = server
        self._name = name
        self._directory = directory
        self._count = 0

    def create(self) -> None:
        self._administer("CREATE DATABASE {}")

    def drop(self) -> None:
        self._administer("DROP DATABASE IF EXISTS {} WITH (FORCE)")

    def dump(self) -> Path:
        """Dump the database as it is now, beside other clients."""
        self._count += 1
        file = self._directory / f"{self._count}.dump"
        self._run("pg_dump", "--format=custom", f"--file={file}", self._name)
        return file

    def restore(self, file: Path) -> None:
        """Put `file` in the place of the database. Everybody who is connected loses the
        connection.
        """
        self.drop()
        self.create()
        self._run("pg_restore", "--single-transaction", "--exit-on-error", f"--dbname={self._name}", str(file))

    def _administer(self, statement: str) -> None:
        with psycopg.connect(self._server.conninfo, autocommit=True, options=PATIENT) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(self._name)))

    def _run(self, program: str, *arguments: str) -> None:
        address = [f"--host={self._server.host}", f"--port={self._server.port}", "--username=postgres", "--no-password"]
        environment = {**os.environ, "PGPASSFILE": str(self._server.passwords.passfile)}
        subprocess.run([str(binary_directory() / program), *address, *arguments], env=environment, check=True)


class Snapshots:
    """Copies the disk of a server, and puts the copy in its place: the same cluster, as it was."""

    def __init__(self, server: PostgreSQL) -> None:
        self.server = server
        self._copy = server.data.with_name("snapshot")

    def take(self) -> None:
        """Copy the data as a power cut would leave it. Clients lose their connection."""
        self.server.kill()
        shutil.rmtree(self._copy, ignore_errors=True)
        self._copied(self.server.data, self._copy)
        self.server.restart()

    def restore(self) -> None:
        self.server.kill()
        shutil.rmtree(self.server.data)
        self._copied(self._copy, self.server.data)
        self.server.restart()

    def _copied(self, source: Path, target: Path) -> None:
        """With the owner: the server may run as another user."""
        subprocess.run(["cp", "--archive", str(source), str(target)], check=True)
