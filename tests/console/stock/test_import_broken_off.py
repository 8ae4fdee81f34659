"""Imports that were broken off: the same step is done again, and no row is applied unseen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, text

from console.imports import work
from console.imports.uploads import Phase
from tests.console.client import Visitor
from tests.console.stock.sheets import COUNTS, GOOD_COUNTS, apply, begin, on_hand, spool, upload  # noqa: F401 - one is a fixture
from tools.devstack.processes.children import wait_until

UNCHANGED = {"main": 100, "north": 5}
dies = pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")


@dies
def test_an_import_that_was_broken_off_says_so_and_goes_on(
    clerk: Visitor, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process died after the first portion: nobody holds the lock, and the state stays."""
    monkeypatch.setattr("inventory.bulk.rows.BATCH", 1)
    with dying_while(Phase.APPLYING, monkeypatch):
        broken = apply(clerk, upload(clerk, GOOD_COUNTS))

    assert "The console ended while it worked on this" in broken.text
    assert "1 of 2 rows were done" in broken.text
    assert on_hand(engine) == {"main": 98, "north": 5}

    done = apply(clerk, broken)
    assert "1 were imported (0 of them new), 1 had been imported before" in done.text
    assert on_hand(engine) == {"main": 98, "north": 6}


@dies
def test_a_check_that_was_broken_off_is_made_again(
    clerk: Visitor, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with dying_while(Phase.CHECKING, monkeypatch):
        broken = upload(clerk, COUNTS)
    assert "The console ended while it worked on this. Nothing was changed" in broken.text

    checked = apply(clerk, broken)

    assert "Nothing is changed yet. 2 rows would be imported" in checked.text
    assert on_hand(engine) == UNCHANGED
    assert "2 were imported" in apply(clerk, checked, skip_invalid="true").text


def test_a_check_that_failed_is_made_again_and_nothing_is_applied(
    clerk: Visitor, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    with failing("previewed", monkeypatch):
        broken = upload(clerk, COUNTS)
    assert "Something unforeseen happened. The log has it. Nothing was changed" in broken.text
    assert "stay so" not in broken.text

    checked = apply(clerk, broken)
    apply(clerk, broken, skip_invalid="true")  # a second click on the check

    assert "Nothing is changed yet" in checked.text
    assert on_hand(engine) == UNCHANGED


def test_an_import_that_failed_goes_on(clerk: Visitor, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = upload(clerk, COUNTS)
    with failing("apply_rows", monkeypatch):
        broken = apply(clerk, checked, skip_invalid="true")
    assert "The log has it. Rows that were applied stay so" in broken.text
    assert "0 of 3 rows were done" in broken.text

    assert "2 were imported" in apply(clerk, broken).text


def test_nothing_begins_with_a_token_that_was_revoked_meanwhile(clerk: Visitor, engine: Engine) -> None:
    shown = upload(clerk, GOOD_COUNTS)
    with work._ONE_AT_A_TIME:
        begin(clerk, shown)
        assert wait_until(lambda: "Waiting" in clerk.get(shown.path).text, seconds=10)
        execute(engine, "UPDATE api_token SET revoked_at = now()")
    assert wait_until(lambda: "import" not in {one.name for one in threading.enumerate()}, seconds=10)
    execute(engine, "UPDATE api_token SET revoked_at = NULL")

    broken = clerk.get(shown.path)

    assert "Your session was over when its turn came." in broken.text
    assert on_hand(engine) == UNCHANGED
    assert "2 were imported" in apply(clerk, broken).text


def execute(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


@contextmanager
def failing(name: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have this step of the work fail, as if the database was gone."""

    def fail(*_: object, **__: object) -> None:
        raise ConnectionError("gone")

    with monkeypatch.context() as patched:
        patched.setattr(work, name, fail)
        yield


@contextmanager
def dying_while(phase: Phase, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have the thread of an import end after its first state of this phase, without a word, as if
    it was killed.
    """
    tell = work.Work._tell

    def die(self: work.Work, tally: object) -> None:
        tell(self, tally)  # type: ignore[arg-type] # what it is given
        if self._state.phase is phase:
            raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(work, "TELL_SECONDS", 0)
        patched.setattr(work.Work, "_tell", die)
        yield
