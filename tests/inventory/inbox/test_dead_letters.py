"""Abandoning and replaying beside workers: the first to have the row decides."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import null, select, text, update

from inventory.database.tables import DeadLetter, InboxEvent, InboxPending
from inventory.database.transactions import Database, now
from inventory.inbox import claiming, dead_letters
from inventory.inbox.errors import EventForgotten, EventNotDead, EventNotPending
from tests.inventory.making import NOON
from tests.inventory.post import payment, poll
from tools.devstack.processes.children import wait_until


def wait_for_a_waiter(database: Database) -> None:
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tests' AND wait_event_type = 'Lock'"
    )
    with database.engine.connect() as plain:
        connection = plain.execution_options(
            isolation_level="AUTOCOMMIT"
        )  # in a transaction the view would stand still
        found = wait_until(lambda: bool(connection.execute(waiting).scalar_one()), seconds=30, interval=0.01)
    assert found, "nobody waits for a lock"


def recorded(database: Database) -> int:
    with database.transaction() as session:
        poll(session, payment("e1"))
        return session.scalars(select(InboxPending.id)).one()


def abandon(database: Database, id_: int) -> object:
    with database.transaction() as session:
        return dead_letters.abandon(session, [id_], actor="ann", why="stuck", now=now(session))[id_]


def replay(database: Database, id_: int) -> object:
    with database.transaction() as session:
        return dead_letters.replay(session, [id_], now=now(session))[id_]


def test_what_a_worker_has_in_hand_is_done_and_not_given_up(database: Database) -> None:
    id_ = recorded(database)
    with ThreadPoolExecutor(1) as pool:
        with database.transaction() as session:
            claiming.complete(session, [one.id for one in claiming.claim(session, [id_])])
            answer = pool.submit(abandon, database, id_)
            wait_for_a_waiter(database)
        assert isinstance(answer.result(60), EventNotPending)


def test_two_operators_replay_once(database: Database) -> None:
    id_ = recorded(database)
    assert abandon(database, id_) is None
    with ThreadPoolExecutor(1) as pool:
        with database.transaction() as session:
            assert dead_letters.replay(session, [id_], now=NOON) == {id_: None}
            second = pool.submit(replay, database, id_)
            wait_for_a_waiter(database)
        assert isinstance(second.result(60), EventNotDead)
    with database.transaction() as session:
        assert session.execute(select(InboxPending.id, InboxPending.attempts)).all() == [(id_, 0)]


def test_what_was_said_may_be_forgotten_and_then_there_is_nothing_to_replay(database: Database) -> None:
    id_ = recorded(database)
    assert abandon(database, id_) is None
    with database.transaction() as session:  # as retention does: an event's content may be personal
        session.execute(update(InboxEvent).values(payload=null()))
    refusal = replay(database, id_)
    assert isinstance(refusal, EventForgotten)
    assert "Publish it again under a new id" in str(refusal)
    with database.transaction() as session:
        assert dead_letters.replayable(session, reason=None, after=0, limit=9) == []
        assert session.scalar(select(DeadLetter.reason)) == "abandoned"
