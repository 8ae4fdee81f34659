"""Announcements that are gone: found by those from before and after the database was set back, and
its present rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy.orm import Session

from inventory.database.epochs import sequence
from inventory.domain.commands import Command
from inventory.outbox.store import OutboxRow, fetch, remove
from inventory.recovery.announced_states import AnnouncedLine, OrderState, StockState, Units
from inventory.recovery.histories import AnnouncedOutcome, History, Subject, read
from inventory.recovery.losses import Loss, LossReport, find
from tests.inventory.making import after_noon, amend, extend, moved, payment_succeeded, reserve, stated
from tests.inventory.shop import Shop

ORDER = Subject("order", "o1")
HELD = OrderState("pending", (AnnouncedLine("a", 2, None),))
END = "2025-01-01T12:15:00.000000Z"
"""The end of holds that begin at noon."""


def told(version: int, state: OrderState = HELD, *, epoch: int = 0) -> AnnouncedOutcome:
    return AnnouncedOutcome(ORDER, sequence(epoch, version), "StockReserved", "2026-01-01T00:00:00Z", state)


@pytest.mark.parametrize(
    ("announced", "version", "lost"),
    [
        ([(0, 1), (0, 2)], 2, None),
        ([(0, 1), (0, 2)], 3, None),
        ([(0, 1), (0, 2)], 1, (0, 2)),
        ([(0, 1), (0, 2)], 0, (0, 2)),
        ([(0, 2), (0, 1), (0, 2)], 0, (0, 2)),
        # reached again, and gone beyond, by announcements in another epoch
        ([(0, 1), (0, 2), (7, 2), (7, 3)], 3, (0, 2)),
        ([(0, 1), (0, 2), (7, 3)], 3, None),
        # set back twice: the newest that is lost
        ([(0, 1), (0, 2), (7, 2), (7, 3), (9, 3)], 3, (7, 3)),
        ([(0, 1), (0, 5), (7, 6), (9, 3)], 3, (7, 6)),
        ([(0, 1), (0, 5), (7, 2), (9, 3)], 3, (0, 5)),
    ],
)
def test_what_is_lost(announced: list[tuple[int, int]], version: int, lost: tuple[int, int] | None) -> None:
    history = History()
    for epoch, number in announced:
        history.add(told(number, epoch=epoch))
    found = history.lost(ORDER, version)
    assert (found and found.sequence) == (lost and sequence(*lost))


def test_an_order_that_is_gone_another_and_one_that_is_so_again(shop: Shop, session: Session) -> None:
    shop.hear(stated("a", 9), reserve("o1", ("a", 2)), reserve("o2", ("a", 1)))
    history = History()
    paid = OrderState("confirmed", (AnnouncedLine("a", 2, None),))
    history.add(told(3, paid))
    history.add(
        told(7)._replace(subject=Subject("order", "o2"), state=OrderState("pending", (AnnouncedLine("a", 1, None),)))
    )
    history.add(told(1)._replace(subject=Subject("order", "o3")))
    history.add(told(99)._replace(subject=Subject("sku", "a"), state=StockState(12, 3, 0, (Units("main", 12),))))
    found = find(session, history, 0)
    assert [(loss.told.subject.key, str(loss.told.state), loss.now and str(loss.now)) for loss in found.gone] == [
        ("o1", "confirmed: 2 of a", f"pending: 2 of a, until {END}"),
        ("o3", "pending: 2 of a", None),
        ("a", "on hand 12, reserved 3", "on hand 9, reserved 3"),
    ]
    assert found.recovered == 1, "o2 says the same again"
    assert found.gone[0].as_json() == {
        "order": "o1",
        "type": "StockReserved",
        "time": "2026-01-01T00:00:00Z",
        "sequence": "00000000000000000003",
        "told": "confirmed: 2 of a",
        "now": f"pending: 2 of a, until {END}",
    }
    assert Loss(told(1), None).as_json()["now"] is None


def test_what_was_said_last_is_lost_although_a_later_version_was_reached_without_a_word(
    shop: Shop, session: Session
) -> None:
    """A payment for an order that is gone makes it anew, and a replay raises its version: neither
    is announced.
    """
    shop.hear(stated("a", 9), payment_succeeded("o1"), reserve("o2", ("a", 1)), reserve("o3", ("a", 1)))
    history = History()
    history.add(told(1))
    released = OrderState("released", (AnnouncedLine("a", 1, None),))
    history.add(told(1, released)._replace(subject=Subject("order", "o2")))
    history.add(told(1, released, epoch=7)._replace(subject=Subject("order", "o3")))
    history.add(told(1)._replace(subject=Subject("sku", "a"), state=StockState(9, 5, 0, (Units("main", 9),))))
    assert [loss.told.subject.key for loss in find(session, history, 7).gone] == ["o1"], (
        "of o2 and a more is to be said"
    )
    remove(session, fetch(session, 100))
    found = find(session, history, 7).gone
    assert [(loss.told.subject.key, str(loss.now)) for loss in found] == [
        ("o1", "awaiting_order"),
        ("o2", f"pending: 1 of a, until {END}"),
        ("a", "on hand 9, reserved 2"),
    ]
    assert find(session, history, 0).gone == [], "nothing was set back"


class TestWhatComesAfterABackup:
    """An order is reserved and announced. Later changes are announced too, and lost. The reserve
    call comes again: a replay that raises the version without a word.
    """

    @pytest.fixture(autouse=True)
    def backup(self, shop: Shop, session: Session) -> None:
        shop.location("s2")
        shop.hear(stated("a", 9), moved("a", 4, location="s2"), reserve("o1", ("a", 2)))
        self._shop = shop
        self._session = session
        self._history = History()
        self._hear(shop.announced())

    def _hear(self, rows: list[OutboxRow], *omitted: str) -> None:
        for row in rows:
            data = {key: value for key, value in row.data.items() if key not in omitted}
            data |= {"omitted": list(omitted)} if omitted else {}
            number = f"{sequence(0, row.sequence):020d}"
            outcome = read({"type": row.type, "sequence": number, "time": "then", "data": data})
            assert outcome is not None
            self._history.add(outcome)

    def _lost(self, *commands: Command, omitted: Sequence[str] = ()) -> None:
        with self._session.begin_nested() as since:
            self._shop.hear(*commands)
            self._hear(self._shop.announced(), *omitted)
            since.rollback()

    def _found(self, *, again: bool = True) -> list[tuple[str, str, str]]:
        if again:
            self._shop.hear(reserve("o1", ("a", 2)))
            assert self._shop.announced() == []
        return listed(find(self._session, self._history, 7))

    def test_nothing_is_lost(self) -> None:
        assert self._found() == []

    def test_a_location_that_stopped_selling(self) -> None:
        """The stock of a location that does not sell is not announced, so it is not compared."""
        self._shop.location("s2", sells=False)
        self._hear(self._shop.announced())
        assert self._found() == []

    def test_an_amendment(self) -> None:
        self._lost(amend("o1", ("a", 5)))
        assert self._found() == [
            ("o1", f"pending: 5 of a, until {END}", f"pending: 2 of a, until {END}"),
            ("a", "on hand 13 (9 at main, 4 at s2), reserved 5", "on hand 13 (9 at main, 4 at s2), reserved 2"),
        ]

    def test_an_amendment_of_a_place(self) -> None:
        self._lost(amend("o1", ("a", 2, "main")))
        ((key, was, is_),) = self._found()
        assert (key, was, is_) == ("o1", f"pending: 2 of a at main, until {END}", f"pending: 2 of a, until {END}")

    @pytest.mark.parametrize("again", [True, False])
    def test_an_extension(self, *, again: bool) -> None:
        """Also where its version is not reached: the status and the lines are the same, and the
        hold ends too early.
        """
        self._lost(extend("o1", 3_600))
        assert self._found(again=again) == [
            ("o1", "pending: 2 of a, until 2025-01-01T13:00:00.000000Z", f"pending: 2 of a, until {END}")
        ]

    def test_a_move_to_another_location(self) -> None:
        self._lost(moved("a", -4, location="s2", reference="out"), moved("a", 4, reference="in"))
        assert self._found() == [("a", "on hand 13, reserved 2", "on hand 13 (9 at main, 4 at s2), reserved 2")]

    def test_a_hold_that_was_made_again_ends_later(self) -> None:
        self._lost(amend("o1", ("a", 5)))
        self._shop.later(minutes=1)
        self._shop.hear(amend("o1", ("a", 5)), extend("o1", 3_600))
        assert self._found(again=False) == []

    def test_what_was_too_large_to_be_told_whole_is_listed(self) -> None:
        self._lost(amend("o1", ("a", 5)), omitted=["lines", "locations"])
        assert self._found() == [
            ("o1", f"pending: lines not told, until {END}", f"pending: 2 of a, until {END}"),
            ("a", "on hand 13 (locations not told), reserved 5", "on hand 13 (9 at main, 4 at s2), reserved 2"),
        ]


def listed(found: LossReport) -> list[tuple[str, str, str]]:
    return [(loss.told.subject.key, str(loss.told.state), str(loss.now)) for loss in found.gone]


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"type": "StockReserved", "sequence": "1", "time": "", "data": []},
        {"type": "StockReserved", "sequence": "1", "time": "", "data": {"order_id": "o", "status": "pending"}},
        {"type": "Other", "sequence": "1", "time": "", "data": {"order_id": "o"}},
    ],
)
def test_what_says_nothing(event: dict[str, Any]) -> None:
    assert read(event) is None


def test_an_event_as_it_is_published(shop: Shop) -> None:
    shop.hear(stated("a", 9), reserve("o1", ("a", 2)))
    rows = {row.type: row for row in shop.announced()}
    reserved = rows["StockReserved"]
    event = {"type": reserved.type, "sequence": "1", "time": "now", "data": reserved.data}
    assert read(event) == AnnouncedOutcome(ORDER, 1, "StockReserved", "now", HELD._replace(held_until=after_noon(15)))
    level = rows["StockLevelChanged"]
    found = read({"type": level.type, "sequence": "2", "time": "now", "data": level.data})
    assert found is not None
    assert found.subject == Subject("sku", "a")
    assert isinstance(found.state, StockState)
