from __future__ import annotations

import pytest

from bridge.consume.offsets.positions import MAX_SKIPPED, Positions, Start, start, unread_from
from inventory.inbox.decoded import Origin
from inventory.partitions.kept_offsets import Advance, ReadPosition
from inventory.partitions.skipped_types import Skips

ORDERS = ("orders", 0)


@pytest.mark.parametrize(
    ("committed", "kept", "expected"),
    [
        (None, None, Start("id", 0, set_back=False)),
        (7, None, Start("id", 0, set_back=False)),
        (None, ReadPosition("id", 7), Start("id", 0, set_back=False)),
        (7, ReadPosition("id", 7), Start("id", 7, set_back=False)),
        (5, ReadPosition("id", 7), Start("id", 5, set_back=False)),
        (9, ReadPosition("id", 7), Start("id", 7, set_back=True)),
        (9, ReadPosition(None, 7), Start("id", 7, set_back=False)),
        (5, ReadPosition(None, 7), Start("id", 5, set_back=False)),
        (9, ReadPosition("another", 7), Start("id", 0, set_back=False)),
        (5, ReadPosition("another", 7), Start("id", 0, set_back=False)),
    ],
)
def test_where_to_read_on(committed: int | None, kept: ReadPosition | None, expected: Start) -> None:
    assert start(topic_id="id", committed=committed, kept=kept) == expected


@pytest.mark.parametrize(
    ("committed", "kept", "expected"),
    [
        (None, None, None),
        (7, None, 0),
        (None, ReadPosition("id", 7), 7),
        (5, ReadPosition("id", 7), 7),
        (9, ReadPosition("id", 7), 7),
        (9, ReadPosition(None, 7), 7),
        (9, ReadPosition("another", 7), 0),
    ],
)
def test_from_where_on_nothing_was_read(committed: int | None, kept: ReadPosition | None, expected: int | None) -> None:
    assert unread_from(topic_id="id", committed=committed, kept=kept) == expected


@pytest.fixture
def positions() -> Positions:
    positions = Positions()
    positions.begin({ORDERS: Start("id", 10, set_back=False)})
    return positions


def test_it_advances_behind_the_highest_of_each_partition(positions: Positions) -> None:
    positions.begin({("orders", 1): Start("id", 0, set_back=False)})
    dealt_with = [Origin("orders", 0, 12), Origin("orders", 0, 11), Origin("orders", 1, 3), Origin("orders", 2, 5)]
    assert sorted(positions.advances(dealt_with)) == [
        Advance("orders", 0, "id", since=10, next_offset=13),
        Advance("orders", 1, "id", since=0, next_offset=4),
    ]


def test_what_was_skipped_is_kept_together_with_what_comes_next(positions: Positions) -> None:
    assert positions.unkept() == []
    positions.reach([Origin("orders", 0, 14)])
    skipped = Advance("orders", 0, "id", since=10, next_offset=15)
    assert positions.unkept() == [skipped]
    assert positions.all() == [skipped]
    assert positions.advances([Origin("orders", 0, 15)]) == [Advance("orders", 0, "id", since=10, next_offset=16)]
    positions.keep([skipped])
    assert positions.unkept() == []
    assert positions.advances([Origin("orders", 0, 15)]) == [Advance("orders", 0, "id", since=15, next_offset=16)]


def test_a_topic_that_was_made_again_has_another_id(positions: Positions) -> None:
    assert positions.other_topics({"orders": "id", "payments": "x"}) == set()
    assert positions.other_topics({}) == set()
    assert positions.other_topics({"orders": "another"}) == {ORDERS}


def test_what_is_not_read_is_not_known(positions: Positions) -> None:
    positions.forget([ORDERS])
    assert ORDERS not in positions
    assert positions.topic_id(ORDERS) is None
    positions.reach([Origin("orders", 0, 14)])
    positions.keep([Advance("orders", 0, "id", 10, 15)])
    assert positions.advances([Origin("orders", 0, 14)]) == positions.unkept() == positions.all() == []


def test_what_was_passed_over_counts_with_the_offset_behind_it(positions: Positions) -> None:
    positions.skip([(Origin("orders", 0, 9), "Shipped"), (Origin("orders", 0, 10), "Shipped")])
    positions.skip([(Origin("orders", 7, 3), "Shipped")])
    advances = positions.advances([Origin("orders", 0, 12)])
    more = [(Origin("orders", 0, 11), "Packed"), (Origin("orders", 0, 12), "Shipped"), (Origin("orders", 7, 3), "Odd")]
    expected = [Skips("orders", 0, "Shipped", 2), Skips("orders", 0, "Packed", 1)]
    assert positions.skips(advances, more) == expected, "the one at 9 was counted before, and 7 is another bridge's"
    assert positions.skips(advances, more) == expected, "a transaction that is undone has counted nothing"
    positions.keep(advances)
    assert positions.skips(positions.advances([Origin("orders", 0, 13)])) == []


def test_what_is_read_again_is_not_counted_again(positions: Positions) -> None:
    """Kafka hears after PostgreSQL how far a partition is read, so after a crash some of it is read
    again.
    """
    positions.begin({ORDERS: Start("id", 10, set_back=False, counted=12)})
    passed_over = [(Origin("orders", 0, offset), "Shipped") for offset in (10, 11, 12)]
    assert positions.skips(positions.advances([Origin("orders", 0, 12)]), passed_over) == [Skips(*ORDERS, "Shipped", 1)]
    positions.skip(passed_over)
    assert positions.skips(positions.advances([Origin("orders", 0, 12)])) == [Skips(*ORDERS, "Shipped", 1)]


def test_a_partition_that_is_given_up_takes_its_counts_along(positions: Positions) -> None:
    positions.skip([(Origin("orders", 0, 10), "Shipped")])
    positions.forget([ORDERS])
    positions.begin({ORDERS: Start("id", 10, set_back=False)})
    assert positions.skips(positions.advances([Origin("orders", 0, 10)])) == []


def test_types_without_end_are_counted_together(positions: Positions) -> None:
    positions.skip((Origin("orders", 0, 10 + number), f"Odd{number}") for number in range(1_000))
    found = positions.skips(positions.advances([Origin("orders", 0, 2_000)]))
    assert len(found) == MAX_SKIPPED + 1
    assert sum(each.skips for each in found) == 1_000
