"""`inventory order show`."""

from __future__ import annotations

from datetime import timedelta

from inventory import refused_calls
from inventory.database.transactions import Database, now
from inventory.outbox import store as outbox
from inventory.outbox.announced import KafkaPlace
from tests.cli.terminal import Terminal
from tests.cli.test_lists import do
from tests.inventory.making import confirm, moved, order_created, reserve


def test_a_person_reads_what_happened_to_an_order(terminal: Terminal, database: Database) -> None:
    do(database, moved("tea", 10), reserve("o1", ("tea", 2)), confirm("o1"))
    with database.transaction() as session:
        rows = outbox.fetch(session, 1)
        outbox.remove(session, rows, {row.id: KafkaPlace(4, 77) for row in rows})

    printed = terminal.run("order", "show", "o1").stdout

    for word in ("confirmed", "reserved", "+2", "-2", "main", "StockReserved", "4@77 at 20", "waits for Kafka", "Z"):
        assert word in printed
    assert "by caller" in printed


def test_a_rejected_order_tells_why(terminal: Terminal, database: Database) -> None:
    do(database, moved("tea", 1), order_created("o1", ("tea", 2)))

    printed = terminal.run("order", "show", "o1").stdout

    assert "rejected for" in printed
    assert "insufficient stock" in printed
    assert "tea: 2 wanted, 1 available" in printed
    assert terminal.json("order", "show", "o1")["rejected_for"] == "insufficient_stock"


def test_pages_go_on_behind_an_entry(terminal: Terminal, database: Database) -> None:
    do(database, moved("tea", 10), reserve("o1", ("tea", 2)), confirm("o1"))
    whole = terminal.json("order", "show", "o1")
    assert whole["next_after"] is None

    first = terminal.json("order", "show", "o1", "--limit", 3)
    then = terminal.json("order", "show", "o1", "--after", first["next_after"])

    assert [*first["items"], *then["items"]] == whole["items"]
    assert f"--after {first['next_after']}" in terminal.run("order", "show", "o1", "--limit", 3).stderr
    for wrong in ("tomorrow", "1-2", "1-9-1", "9" * 30 + "-1-1"):
        assert "is no position" in terminal.run("order", "show", "o1", "--after", wrong, code=2).output


def test_an_order_without_a_trace_is_unknown(terminal: Terminal) -> None:
    assert terminal.refused("order", "show", "ghost")["code"] == "unknown_reservation"


def test_refused_calls_of_a_sku_tell_the_units_that_were_there(terminal: Terminal, database: Database) -> None:
    line = {
        "sku": "tea",
        "requested": 3,
        "available": 1,
        "shortfall": 2,
        "locations": [{"location": "main", "available": 1}],
    }
    with database.transaction() as session:
        at = now(session)
        for order_id, sku in (("o1", "tea"), ("o2", "mug")):
            call = refused_calls.RefusedCall(
                order_id, (sku,), "reserve", "insufficient_stock", (line,), "token:shop", "r"
            )
            refused_calls.add(session, [refused_calls.Counted(call, 2, at, at)])

    assert [one["order_id"] for one in terminal.json("order", "refused", "--sku", "tea")["items"]] == ["o1"]
    later = f"{at + timedelta(hours=1):%Y-%m-%dT%H:%M}"
    assert terminal.json("order", "refused", "--since", later)["items"] == []
    assert len(terminal.json("order", "refused", "--until", later)["items"]) == 2
    printed = terminal.run("order", "refused", "--sku", "tea").stdout
    assert "tea: 3 wanted, 1 available (main 1)" in printed
    assert "2 times" in printed
    first = terminal.json("order", "refused", "--limit", 1)
    assert [one["order_id"] for one in first["items"]] == ["o2"]
    assert terminal.json("order", "refused", "--before", first["next_before"])["items"][0]["order_id"] == "o1"
