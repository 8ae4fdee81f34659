"""`inventory events skipped`: events of other people that were passed over."""

from __future__ import annotations

from inventory.database.transactions import Database, now
from inventory.partitions.skipped_types import Skips, count
from tests.cli.terminal import Terminal


def test_types_are_listed_with_their_counts(terminal: Terminal, database: Database) -> None:
    assert terminal.json("events", "skipped") == {"items": []}
    with database.transaction() as session:
        count(session, [Skips("orders", 0, "Shipped", 2), Skips("orders", 1, "Shipped", 300)], now=now(session))
        count(session, [Skips("orders", 1, "Odd\x1b[2J", 1), Skips("catalog", 0, "(no value)", 7)], now=now(session))
    found = terminal.json("events", "skipped")["items"]
    assert [(one["topic"], one["type"], one["count"]) for one in found] == [
        ("catalog", "(no value)", 7),
        ("orders", "Shipped", 302),
        ("orders", "Odd\x1b[2J", 1),
    ]
    assert all(one["first_at"] <= one["last_at"] for one in found)
    shown = terminal.run("events", "skipped").stdout
    assert "302" in shown
    assert "\x1b" not in shown
