"""Dumps of databases: written by `pg_dump`, read by `psql`, and set forward to the present."""

from __future__ import annotations

import os
import subprocess
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb
from sqlalchemy import make_url

from tools.devstack.servers.postgresql import binary_directory

RELEASED = Path(__file__).parent / "released"
"""A dump (`COMMIT.sql`) and its answers (`COMMIT.json`) for each version that was handed
over.
"""


def told(commit: str) -> dict[str, Any]:
    """Return the answers that the database of this version must give."""
    read: dict[str, Any] = orjson.loads((RELEASED / f"{commit}.json").read_bytes())
    return read


def last_released() -> str:
    """Return the commit of the version that was handed over last."""
    return max(commits(), key=lambda commit: str(told(commit)["committed"]))


def commits() -> list[str]:
    """Return the commits of all versions that there are dumps of."""
    return sorted(file.stem for file in RELEASED.glob("*.json"))


def dump_of(commit: str) -> str:
    """Return the dump of this version, as SQL."""
    return (RELEASED / f"{commit}.sql").read_text(encoding="utf-8")


def conninfo(url: str) -> str:
    """Return the name for libpq's programs of the database of this SQLAlchemy URL."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def dump(url: str, file: Path) -> None:
    """Write the whole database as SQL text: every row can be read, and no editor trims a key."""
    form = ["--no-owner", "--inserts", "--encoding=UTF8"]
    written = _run("pg_dump", *form, conninfo(url))
    # psql's guard against hostile dumps comes with a random word, and the first lines with
    # versions.
    lines = [line for line in written.splitlines() if not line.startswith(("\\restrict", "\\unrestrict", "-- Dumped"))]
    file.write_text("\n".join(lines).strip() + "\n", encoding="utf-8")


def restore(url: str, file: Path) -> None:
    """Fill an empty database from a dump."""
    _run(
        "psql",
        "--no-psqlrc",
        "--quiet",
        "--set=ON_ERROR_STOP=1",
        "--single-transaction",
        f"--file={file}",
        conninfo(url),
    )


def set_forward(url: str, moment: datetime) -> timedelta:
    """Move every stored time as if the dump were of now instead of `moment`. Returns by how much.

    So a hold that ended a second before the dump ended a second ago, and one that ran has as long
    to go as it had.
    """
    with psycopg.connect(conninfo(url)) as connection:
        (now,) = connection.execute("SELECT date_trunc('milliseconds', clock_timestamp())").fetchone() or (moment,)
        by: timedelta = now - moment
        columns = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns "
            "WHERE table_schema = 'public' AND data_type = 'timestamp with time zone' ORDER BY 1, 2"
        ).fetchall()
        for table in sorted({table for table, _ in columns}):
            moved = [
                sql.SQL("{0} = {0} + {1}").format(sql.Identifier(column), by) for of, column in columns if of == table
            ]
            connection.execute(sql.SQL("UPDATE {} SET {}").format(sql.Identifier(table), sql.SQL(", ").join(moved)))
        if "stock_rules" in _columns_of(connection, "sku_policy"):
            _set_rules_forward(connection, by)
        if "shipping" in _columns_of(connection, "reservation"):
            _set_dispatches_forward(connection, by)
        if "statements" in _columns_of(connection, "reservation"):
            _set_statements_forward(connection, by)
        if "returned" in _columns_of(connection, "reservation"):
            _set_goods_forward(connection, by)
    return by


def _columns_of(connection: psycopg.Connection, table: str) -> set[str]:
    asked = "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s"
    return {name for (name,) in connection.execute(asked, [table])}


def _set_rules_forward(connection: psycopg.Connection, by: timedelta) -> None:
    """Move the times in the JSON of rules for stock."""
    for sku, rules in connection.execute(
        "SELECT sku, stock_rules FROM sku_policy WHERE stock_rules IS NOT NULL"
    ).fetchall():
        for stated in (one for each in rules for one in each.values() if isinstance(one, dict)):
            stated["at"] = _moved(stated["at"], by)
        connection.execute("UPDATE sku_policy SET stock_rules = %s WHERE sku = %s", [Jsonb(rules), sku])


def _set_dispatches_forward(connection: psycopg.Connection, by: timedelta) -> None:
    """Move the times in the JSON of goods that left."""
    for order_id, shipping in connection.execute(
        "SELECT order_id, shipping FROM reservation WHERE shipping IS NOT NULL"
    ).fetchall():
        for one in shipping["dispatches"]:
            one["at"] = _moved(one["at"], by)
        if "completed_at" in shipping:
            shipping["completed_at"] = _moved(shipping["completed_at"], by)
        connection.execute("UPDATE reservation SET shipping = %s WHERE order_id = %s", [Jsonb(shipping), order_id])


def _set_statements_forward(connection: psycopg.Connection, by: timedelta) -> None:
    """Move the times in the JSON of statements: the one in force is found by its time."""
    for order_id, statements in connection.execute(
        "SELECT order_id, statements FROM reservation WHERE jsonb_typeof(statements) = 'array'"
    ).fetchall():
        for one in statements:
            one["at"] = _moved(one["at"], by)
        connection.execute("UPDATE reservation SET statements = %s WHERE order_id = %s", [Jsonb(statements), order_id])


def _set_goods_forward(connection: psycopg.Connection, by: timedelta) -> None:
    """Move the times in the JSON of goods that came back, and of units that were cancelled."""
    for order_id, returned, cancelled in connection.execute(
        "SELECT order_id, returned, cancelled_lines FROM reservation WHERE coalesce(returned, cancelled_lines) IS NOT NULL"
    ).fetchall():
        for one in (*(returned or {}).get("returns", ()), *(cancelled or {}).get("cancels", ())):
            one["at"] = _moved(one["at"], by)
        connection.execute(
            "UPDATE reservation SET returned = %s, cancelled_lines = %s WHERE order_id = %s",
            [returned and Jsonb(returned), cancelled and Jsonb(cancelled), order_id],
        )


def _moved(moment: str, by: timedelta) -> str:
    return (datetime.fromisoformat(moment) + by).isoformat()


def _run(program: str, *arguments: str) -> str:
    *options, url = arguments
    database = make_url(url)  # whose password is not for the command line: everybody reads that
    command = [str(binary_directory() / program), *options, database._replace(password=None).render_as_string()]
    environment = {**os.environ, "PGPASSWORD": str(database.password)}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, encoding="utf-8")
    assert ran.returncode == 0, ran.stderr
    return ran.stdout
