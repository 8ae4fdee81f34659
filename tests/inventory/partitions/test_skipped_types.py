"""Other people's types are counted once each, told when they are new, and bounded."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from inventory.partitions import skipped_types
from inventory.partitions.skipped_types import OTHERS, Sight, Skips, count, skipped, storable

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def counts(session: Session) -> dict[tuple[str, str], int]:
    return {(one.topic, one.type): one.skips for one in skipped(session)}


def test_they_add_up_over_partitions_and_are_seen_once(session: Session) -> None:
    first = [Skips("orders", 0, "Shipped", 2), Skips("orders", 1, "Shipped", 3), Skips("payments", 0, "Shipped", 1)]
    assert count(session, first, now=NOW) == [Sight("orders", "Shipped"), Sight("payments", "Shipped")]
    more = [Skips("orders", 2, "Shipped", 1), Skips("orders", 0, "Packed", 1)]
    assert count(session, more, now=NOW) == [Sight("orders", "Packed")]
    assert counts(session) == {("orders", "Shipped"): 6, ("orders", "Packed"): 1, ("payments", "Shipped"): 1}
    assert count(session, [], now=NOW) == []


def test_of_too_many_types_the_later_ones_share_a_row(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(skipped_types, "MAX_TYPES", 2)
    count(session, [Skips("orders", 0, "A", 1), Skips("orders", 0, "B", 1)], now=NOW)
    later = [Skips("orders", 0, type_, 1) for type_ in ("A", "C", "D")] + [Skips("payments", 0, "C", 1)]
    assert count(session, later, now=NOW) == [Sight("orders", OTHERS), Sight("payments", "C")]
    assert counts(session) == {
        ("orders", "A"): 2,
        ("orders", "B"): 1,
        ("orders", OTHERS): 2,
        ("payments", "C"): 1,
    }


def test_any_text_can_be_kept(session: Session) -> None:
    for odd in ("a\x00b", "x" * 1_000_000, "\u00e9" * 200, "\x1b[2J"):
        count(session, [Skips("orders", 0, storable(odd), 1)], now=NOW)
    assert sorted(len(type_.encode()) for _, type_ in counts(session)) == [4, 4, 200, 200]
