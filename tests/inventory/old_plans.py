"""Shops that grow while connections stay: each keeps the plans that it made for small tables.

Autovacuum never comes by. It would tell every connection to plan anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy.orm import Session

from inventory.database.transactions import Database
from tests.inventory.hot_paths import HOT, RARER
from tests.inventory.plans import LARGE, begin, grow, opened, unbounded
from tools.devstack.servers.postgresql import PostgreSQL

Work = Mapping[str, Callable[[Session], object]]
KEPT, ANEW = "force_generic_plan", "force_custom_plan"
"""Ways to plan: once for any parameters, or each time for the ones given."""

PIECE = 20_000
"""Rows of each kind that are inserted in one transaction."""
ALLOWED = 200
"""Rows that a good plan may read more than another one: the size of a batch."""

_READ = """
    SELECT relname, (pg_stat_get_xact_tuples_returned(oid) + (
        SELECT coalesce(sum(pg_stat_get_xact_tuples_returned(indexrelid)), 0) FROM pg_index WHERE indrelid = pg_class.oid
    ))::bigint
    FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
"""
# To estimate a range, the planner looks for the ends of an index, and passes the dead rows there, a
# hundred pages at each look. Work that was undone leaves more. A look that runs passes them all.
# Only an ordered index has ends: the first value of an inverted one is found by sorting a million
# rows.
_ENDS = """
    SELECT 'SELECT ' || string_agg(format(
        '(SELECT %1$I FROM %2$I WHERE %1$I IS NOT NULL ORDER BY %1$I LIMIT 1),'
        ' (SELECT %1$I FROM %2$I WHERE %1$I IS NOT NULL ORDER BY %1$I DESC LIMIT 1)', attname, relname
    ), ', ')
    FROM (
        SELECT DISTINCT pg_class.relname, attname FROM pg_index
        JOIN pg_class ON pg_class.oid = indrelid JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
        JOIN pg_class ordered ON ordered.oid = indexrelid JOIN pg_am ON pg_am.oid = ordered.relam AND amname = 'btree'
        WHERE pg_class.relname IN ({large}) AND pg_class.relnamespace = current_schema()::regnamespace AND indpred IS NULL
    )
""".format(large=", ".join(f"'{one}'" for one in sorted(LARGE)))
_OF_OURS = "relnamespace = 'public'::regnamespace"
_OURS = "SELECT name, statement, cardinality(parameter_types) FROM pg_prepared_statements"


class Staff:
    """One connection that does all the work of a process, and how it plans."""

    def __init__(self, database: Database, planning: str) -> None:
        self._database = database
        with database.held_connection() as connection:
            driver = _driver(connection)
            driver.prepare_threshold = 0  # at the first execution, and not after five
            driver.prepared_max = None  # a process has fewer statements than all of these
            _silently(driver, f"SET plan_cache_mode = {planning}")
            _silently(driver, "SET max_parallel_workers_per_gather = 0")  # others' rows would not be counted
            ((self._pass_dead_ends,),) = _silently(driver, _ENDS)

    def read(self, work: Work) -> dict[str, Counter[str]]:
        """Do all the work and undo it. Returns the rows that PostgreSQL read for each, by table.

        Work that is undone leaves dead rows in the indexes, until somebody comes by. So each is
        done twice, and counted the second time.
        """
        return {name: [self._read(one), self._read(one)][1] for name, one in work.items()}

    def _read(self, one: Callable[[Session], object]) -> Counter[str]:
        with Session(self._database.engine) as session:
            driver = _driver(session.connection())
            _silently(driver, self._pass_dead_ends)
            before = Counter(dict(_silently(driver, _READ)))
            one(session)
            after = Counter(dict(_silently(driver, _READ)))
            # psycopg would forget every prepared statement along with the transaction.
            driver.pgconn.exec_(b"ROLLBACK")
            return after - before

    def faults(self) -> list[str]:
        """Return the unbounded parts of the plans of all prepared statements, each with its
        statement.
        """
        found: list[str] = []
        with Session(self._database.engine) as session:
            driver = _driver(session.connection())
            prepared = [
                one
                for one in _silently(driver, _OURS)
                if one[1].lstrip().startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH"))
            ]
            for name, statement, parameters in prepared:
                given = f"({', '.join(['NULL'] * parameters)})" if parameters else ""
                ((explained,),) = _silently(driver, f'EXPLAIN (FORMAT JSON) EXECUTE "{name}" {given}')
                found += [f"{one}: {statement}" for one in unbounded(explained[0]["Plan"])]
            driver.pgconn.exec_(b"ROLLBACK")
        assert prepared
        return found


def _driver(connection: Any) -> psycopg.Connection[Any]:
    driver: psycopg.Connection[Any] = connection.connection.driver_connection
    return driver


def _silently(driver: psycopg.Connection[Any], statement: str) -> list[Any]:
    cursor = driver.execute(statement, prepare=False)
    return cursor.fetchall() if cursor.description else []


@contextmanager
def staff(url: str, planning: str) -> Iterator[Staff]:
    """Open a connection of its own."""
    database = Database(url, pool_size=1, name="tests")
    try:
        yield Staff(database, planning)
    finally:
        database.dispose()


class GrowingShop:
    """A shop, and how many rows of each kind it has."""

    def __init__(self, server: PostgreSQL, name: str, database: Database) -> None:
        self.url = server.database_url(name)
        self._conninfo = make_conninfo(server.conninfo, dbname=name)
        self._database = database
        self._rows = 0

    def grow(self, rows: int) -> None:
        while self._rows < rows:
            grown = min(rows, self._rows + PIECE)
            with self._database.transaction() as session:
                grow(session, range(self._rows + 1, grown + 1))
            self._rows = grown

    def analyse(self) -> None:
        """Make statistics. Every connection plans anew after that."""
        with psycopg.connect(self._conninfo, autocommit=True) as owner:
            owner.execute("SET statement_timeout = 0")
            owner.execute("ANALYZE")

    def forget_statistics(self) -> None:
        """Make the tables look like ones that were never analysed."""
        with psycopg.connect(self._conninfo, autocommit=True) as owner:
            owner.execute(f"UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE relkind = 'r' AND {_OF_OURS}")
            owner.execute(f"DELETE FROM pg_statistic WHERE starelid IN (SELECT oid FROM pg_class WHERE {_OF_OURS})")


@contextmanager
def growing(server: PostgreSQL, name: str) -> Iterator[GrowingShop]:
    """Make a shop without any row, in a database of its own."""
    with opened(server, name, begin) as database:
        yield GrowingShop(server, name, database)


AT_NONE, AT_THREE, AT_300 = "of no rows, analysed", "of three rows, analysed", "of three hundred rows"
MISLED, IGNORANT = "that plans each time, by the statistics of three rows", "that plans each time, without statistics"
KEEPING = [AT_NONE, AT_THREE, AT_300]
"""Connections that planned in a shop of that size, and keep their plans."""
OLD = [*KEEPING, MISLED, IGNORANT]


@dataclass(frozen=True)
class Seen:
    """The rows that PostgreSQL read for each piece of work of each connection."""

    old: dict[str, dict[str, Counter[str]]]
    fresh: dict[str, dict[str, Counter[str]]]
    """By the old connection: those of a fresh one in the same shop."""
    faults: dict[str, list[str]]
    """The unbounded parts of the plans that are kept."""

    def too_much(self, begun: str, name: str) -> dict[str, int]:
        """Return the tables that the old connection read far more of, with the rows."""
        enough = self.fresh[begun][name]
        return {where: rows for where, rows in self.old[begun][name].items() if rows > 1.5 * enough[where] + ALLOWED}


@contextmanager
def seen_in_a_shop_of(rows: int, server: PostgreSQL) -> Iterator[Seen]:
    """Open connections in new shops, let these grow to so many rows of each kind, and see them
    work.
    """
    with growing(server, "empty_shop") as empty, growing(server, "new_shop") as shop, ExitStack() as stack:
        old: dict[str, Staff] = {}
        faults: dict[str, list[str]] = {}

        def begin_now(name: str, where: GrowingShop) -> None:
            old[name] = stack.enter_context(staff(where.url, KEPT))
            old[name].read(HOT)
            faults[name] = old[name].faults()
            old[name].read(RARER)

        # In a shop of its own: a later ANALYZE would have it plan anew.
        empty.analyse()
        begin_now(AT_NONE, empty)
        shop.grow(3)
        shop.analyse()
        begin_now(AT_THREE, shop)
        shop.grow(300)
        begin_now(AT_300, shop)
        empty.grow(rows)
        shop.grow(rows)
        old[MISLED] = stack.enter_context(staff(shop.url, ANEW))
        read = {name: one.read(HOT | RARER) for name, one in old.items()}
        shop.forget_statistics()
        read[IGNORANT] = stack.enter_context(staff(shop.url, ANEW)).read(HOT | RARER)
        fresh = dict.fromkeys(OLD, _fresh(shop)) | {AT_NONE: _fresh(empty)}
        yield Seen(read, fresh, faults)


def _fresh(shop: GrowingShop) -> dict[str, Counter[str]]:
    shop.analyse()
    with staff(shop.url, ANEW) as fresh:
        return fresh.read(HOT | RARER)
