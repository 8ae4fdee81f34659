"""A transaction that meets a plan from before a migration is begun once more, and no transaction is
forgotten in that.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from inventory.database.begun_again import retried_on_stale_plan
from inventory.database.failures import Kind, kind
from inventory.database.transactions import Database

ROOT = Path(__file__).parents[3]
PREPARED_AFTER = 8
"""psycopg prepares a statement when it is executed for the sixth time on a connection."""

BY_THEMSELVES = {
    "api/turns/replica_reads.py:_await_answer": "asks again every few seconds",
    "bridge/process.py:require_fit_schema": "the first transaction of a process: nothing is prepared yet",
    "bridge/consume/reading.py:keep": "asked again when it says that it failed, and what is not kept is read again",
    "bridge/consume/reading.py:_look_at_ends": "asked again at the next look",
    "bridge/relay/restored.py:restored": "the first transaction of a process: nothing is prepared yet",
    "bridge/consume/offsets/starts.py:find": "asked again at the next look; it corrects Kafka's offsets afterwards",
    "inventory/database/commits.py:transaction": "used by those who are decorated themselves",
    "inventory/database/commits.py:was_committed": "asked again until the patience is over",
    "inventory/cli/terminal/connection.py:certain_transaction": "used by those who are decorated themselves",
    "tasks/worker/process.py:refuse_unfit_schema": "a connection of its own: nothing is prepared yet",
}
"""Functions that open a transaction and need no second try, with the reason."""


@pytest.fixture
def altered(database: Database) -> Iterator[Callable[[], None]]:
    """A table beside ours, and a way to change the type of its column."""

    def run(statement: str) -> None:
        with database.transaction() as session:
            session.execute(text(statement))

    run("CREATE TABLE aside (n integer)")
    yield lambda: run("ALTER TABLE aside ALTER n TYPE bigint")
    run("DROP TABLE aside")


@pytest.fixture
def single(database_url: str) -> Iterator[Database]:
    opened = Database(database_url, pool_size=1)
    yield opened
    opened.dispose()


def test_the_answer_comes_from_a_new_connection(single: Database, altered: Callable[[], None]) -> None:
    begun: list[int] = []

    @retried_on_stale_plan
    def read(number: int) -> list[int]:
        begun.append(number)
        with single.transaction() as session:
            return list(session.scalars(text("SELECT n FROM aside")))

    for number in range(PREPARED_AFTER):
        assert read(number) == []
    altered()
    assert read(PREPARED_AFTER) == []
    assert begun == [*range(PREPARED_AFTER), PREPARED_AFTER, PREPARED_AFTER]


def test_no_other_error_is_tried_again(single: Database) -> None:
    begun: list[int] = []

    @retried_on_stale_plan
    def fail() -> None:
        begun.append(1)
        with single.transaction() as session:
            session.execute(text("SELECT 1 / 0"))

    with pytest.raises(DBAPIError) as caught:
        fail()
    assert kind(caught.value) is Kind.DATA
    assert begun == [1]


def _opens(function: ast.FunctionDef) -> bool:
    """Return True if the function itself, and none within it, opens a transaction."""
    within = {
        node
        for inner in ast.walk(function)
        if isinstance(inner, ast.FunctionDef) and inner is not function
        for node in ast.walk(inner)
    }
    return any(
        isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in {"transaction", "certain_transaction"}
        for node in ast.walk(function)
        if node not in within
    )


def _decorators(function: ast.FunctionDef) -> set[str]:
    return {ast.unparse(one.func if isinstance(one, ast.Call) else one) for one in function.decorator_list}


def _functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for package in ("api", "bridge", "inventory", "tasks"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.FunctionDef) and _opens(node):
                    yield f"{path.relative_to(ROOT)}:{node.name}", node


def test_every_transaction_of_a_process_that_lives_long_has_its_second_try() -> None:
    """Views are decorated by `Endpoint`, and a command line's single transaction has prepared
    nothing.
    """
    without = {
        name
        for name, function in _functions()
        if "retried_on_stale_plan" not in _decorators(function) and not name.startswith("api/resources/")
    }
    one_shot = {name for name in without if name.startswith("inventory/cli/")} - BY_THEMSELVES.keys()
    assert without - one_shot == BY_THEMSELVES.keys()
    loops = {name for name, function in _functions() if name in one_shot and _repeats(function)}
    assert loops == set()


def _repeats(function: ast.FunctionDef) -> bool:
    """Return True if it opens a transaction within a loop."""
    loops = [node for node in ast.walk(function) if isinstance(node, ast.For | ast.While)]
    return any(
        isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in {"transaction", "certain_transaction"}
        for loop in loops
        for node in ast.walk(loop)
    )
