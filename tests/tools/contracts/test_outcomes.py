"""Outcomes are as the contract says: nothing missing, nothing undocumented."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import cast

import orjson
import pytest
from cloudevents.core.bindings.kafka import KafkaMessage, from_structured
from cloudevents.core.formats.json import JSONFormat
from hypothesis import HealthCheck, given
from hypothesis import settings as examples_of
from hypothesis import strategies as st

from bridge.relay.announcement import HEADERS, encode
from inventory.database.transactions import Database
from inventory.domain.commands import Command
from inventory.domain.locations import Preference
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.outbox.outcomes import OUTCOME_DATA
from inventory.outbox.store import OutboxRow
from inventory.settings import Settings
from tests.bridge.line import Kafka, Outbox, Processes, eventually
from tests.inventory.making import (
    NOON,
    amend,
    bring_back,
    came_back,
    cancel,
    cancel_lines,
    completed,
    confirm,
    counted,
    dispatch,
    dispatched,
    expire,
    extend,
    lines_cancelled,
    order_cancelled,
    order_created,
    payment_failed,
    payment_succeeded,
    reassign,
    release,
    reserve,
    stated,
)
from tests.inventory.shop import Shop
from tests.inventory.write_path.test_batches import COMMANDS
from tests.tools.contracts.validation import closed, committed, problems

SCHEMAS = {outcome_type: closed(committed(f"out/{outcome_type}.json")) for outcome_type in OutcomeType}


_TYPES = {outcome_type.value: outcome_type for outcome_type in OutcomeType}


def assert_as_told(row: OutboxRow) -> OutcomeType:
    """The payload agrees with its model and the encoded event with its schema, to the letter.
    Returns the type.
    """
    outcome_type = _TYPES[row.type]
    OUTCOME_DATA[outcome_type].model_validate_json(orjson.dumps(row.data), strict=True, extra="forbid")
    value, _ = encode(row, 0)
    assert problems(orjson.loads(value), SCHEMAS[outcome_type]) == []
    return outcome_type


def play(shop: Shop) -> None:
    """A day at a shop with every kind of announcement."""
    minutes = (shop.now - NOON) / timedelta(minutes=1)
    shop.location("east", 1)
    shop.hear(stated("a", 9, threshold=3), stated("a", 2, location="east"), stated("b", 5))
    shop.hear(order_created("o1", ("a", 2), ("a", 1, "east")), extend("o1", 1_800), confirm("o1"))
    shop.hear(order_cancelled("o1"), reserve("o17", ("b", 1)), extend("o17", 1_800, reason="a bank"), release("o17"))
    shop.hear(order_created("o2", ("a", 99)), order_created("o3", ("unheard of", 1)))
    shop.hear(reserve("o4", ("b", 2)), order_created("o4", ("b", 99)), payment_failed("o4", at=1))
    shop.hear(order_created("o5", ("b", 5)), counted("b", 1), payment_succeeded("o5"))
    shop.hear(payment_succeeded("o6"), order_created("o6", ("b", 1)))
    shop.hear(reserve("o7", ("a", 1)), cancel("o7"), payment_succeeded("o7"))
    shop.hear(order_cancelled("o8"), order_created("o8", ("a", 1)))
    shop.hear(
        reserve("o10", ("a", 1)),
        confirm("o10"),
        order_created("o10", ("a", 2), at=minutes + 1),
        order_created("o10", ("a", 1), at=minutes + 2),
    )
    shop.hear(reserve("o11", ("a", 2)), confirm("o11"), amend("o11", ("a", 1)))
    shop.hear(stated("c", 9), reserve("o12", ("c", 2)), dispatch("o12", "d1", ("c", 1)), completed("o12"))
    shop.hear(dispatched("o13", "d1", ("a", 1)), completed("o13"), order_created("o13", ("c", 1)))
    shop.hear(stated("e", 5), stated("e", 5, location="east"), reserve("o14", ("e", 2)), confirm("o14"))
    shop.hear(reassign("o14", "e", "east", "main"))
    shop.hear(reserve("o15", ("c", 3)), cancel_lines("o15", "c1", ("c", 1)))
    shop.hear(bring_back("o12", "r1", ("c", 1, "sellable")), came_back("o16", "r1", ("a", 1, "damaged")))
    shop.hear(reserve("o9", ("a", 1)))
    shop.later(minutes=61)
    shop.hear(expire("o9"))


def a_day(shop: Shop) -> list[OutboxRow]:
    play(shop)
    return shop.announced()


def test_every_outcome_is_as_told(shop: Shop) -> None:
    assert {assert_as_told(row) for row in a_day(shop)} == set(OutcomeType)


STEPS = st.lists(st.lists(COMMANDS, min_size=1, max_size=4) | st.sampled_from([10, 61]), max_size=12)


@examples_of(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_whatever_happens_is_as_told(shop: Shop, steps: list[list[Command] | int]) -> None:
    """Batches of anything at all, and between them the minutes for holds to run out."""
    began = shop.now
    with shop.session.begin_nested() as savepoint:
        shop.batch(stated("a", 5), stated("a", 4, location="east", threshold=2), stated("b", 7, location="west"))
        for step in steps:
            if isinstance(step, int):
                shop.later(minutes=step)
            else:
                shop.batch(*step)
        for row in shop.announced():
            assert_as_told(row)
        savepoint.rollback()
    shop.now = began


def test_an_older_event_that_finds_a_hold_over_says_why_it_ends(shop: Shop) -> None:
    shop.hear(stated("a", 5), order_created("o1", ("a", 1), at=0))
    shop.later(minutes=20)
    shop.announced()
    shop.hear(order_created("o1", ("a", 1), at=-6))
    (ended,) = (row for row in shop.announced() if row.key == "o1")
    assert assert_as_told(ended) is OutcomeType.STOCK_RESERVATION_EXPIRED
    assert ended.data["reason"] == "hold_expired"


def test_goods_that_left_are_told_with_all_that_left_before(shop: Shop) -> None:
    shop.location("east", 1)
    shop.hear(stated("a", 9), stated("a", 5, location="east"), reserve("o1", ("a", 3)), confirm("o1"))
    shop.hear(dispatched("o1", "d1", ("a", 2), at=5), dispatched("o1", "d2", ("a", 2, "main"), ("x", 1), at=6))
    first, second = (row.data for row in shop.announced() if row.type == OutcomeType.STOCK_DISPATCHED)
    assert (first["dispatch_id"], first["status"]) == ("d1", "confirmed")
    assert first["dispatched"] == [{"sku": "a", "location": "east", "quantity": 2}]
    assert first["remaining"] == [{"sku": "a", "quantity": 1}]
    assert "unexpected" not in first
    assert (second["dispatch_id"], second["remaining"]) == ("d2", [])
    both = {(one["sku"], one["location"]): one["quantity"] for one in second["dispatched"]}
    assert both["a", "east"] + both["a", "main"] == 4
    assert sum(one["quantity"] for one in second["unexpected"] if one["sku"] == "a") == 1


def test_a_partial_cancel_is_told_with_all_that_it_took(shop: Shop) -> None:
    shop.hear(stated("a", 9), reserve("o1", ("a", 3)), confirm("o1"))
    shop.hear(dispatched("o1", "d1", ("a", 2)), lines_cancelled("o1", "c1", ("a", 2), at=5))
    (row,) = (row for row in shop.announced() if row.type == OutcomeType.STOCK_REDUCED)
    assert assert_as_told(row) is OutcomeType.STOCK_REDUCED
    assert (row.data["cancel_id"], row.data["status"]) == ("c1", "confirmed")
    assert row.data["cancelled"] == [{"sku": "a", "quantity": 2}]
    assert row.data["restocked"] == [{"sku": "a", "location": "main", "quantity": 1}]
    assert [line["quantity"] for line in row.data["lines"]] == [1]


def test_goods_that_came_back_are_told_with_the_locations_where_they_lie(shop: Shop) -> None:
    shop.hear(stated("a", 9), reserve("o1", ("a", 3)), confirm("o1"))
    shop.hear(came_back("o1", "r1", ("a", 1, "sellable"), ("a", 1, "damaged"), at=5))
    shop.hear(came_back("o1", "r2", ("a", 2, "sellable"), at=6))
    first, second = (row for row in shop.announced() if row.type == OutcomeType.STOCK_RETURNED)
    assert {assert_as_told(first), assert_as_told(second)} == {OutcomeType.STOCK_RETURNED}
    damaged = {"sku": "a", "location": "returns-to-inspect", "quantity": 1, "disposition": "damaged"}
    sellable = {"sku": "a", "location": "main", "quantity": 1, "disposition": "sellable"}
    assert (first.data["return_id"], first.data["status"]) == ("r1", "confirmed")
    assert first.data["returned"] == [sellable, damaged]
    assert "unexpected" not in first.data
    assert second.data["unexpected"] == [sellable | {"location": "returns-to-inspect"}]
    assert second.data["returned"] == [sellable, *second.data["unexpected"]]


def test_an_order_that_is_not_split_is_told_the_location_with_most_of_it(shop: Shop) -> None:
    shop.location("east", 1)
    shop.hear(stated("a", 9), stated("b", 5, location="east"), payment_succeeded("o2", at=0))
    shop.announced()
    whole = Preference(whole=True)
    shop.hear(*(order_created(one, ("a", 1), ("b", 6), at=-1, wishes=whole) for one in ("o1", "o2")))
    for told in shop.announced():
        assert assert_as_told(told) in {
            OutcomeType.STOCK_RESERVATION_REJECTED,
            OutcomeType.STOCK_CONFIRMATION_REJECTED,
        }
        assert told.data["best_single_location"] == "main"


def test_a_completion_names_no_dispatch(shop: Shop) -> None:
    shop.hear(stated("a", 9), reserve("o1", ("a", 3)), completed("o1"))
    (told,) = (row for row in shop.announced() if row.type == OutcomeType.STOCK_DISPATCHED)
    assert assert_as_told(told) is OutcomeType.STOCK_DISPATCHED
    assert (told.data["status"], told.data["remaining"]) == ("confirmed", [])
    assert "dispatch_id" not in told.data


def test_units_to_ship_are_told_with_the_level_while_there_are_any(shop: Shop) -> None:
    """Two of three at one location. None is told of where dispatch is not tracked."""
    untracked = shop.holds
    shop.holds = replace(untracked, dispatched_after_seconds=3_600)
    try:
        shop.hear(stated("a", 9), reserve("o1", ("a", 3)), confirm("o1"), dispatched("o1", "d1", ("a", 1), at=5))
    finally:
        shop.holds = untracked
    shop.hear(reserve("o2", ("a", 1)), confirm("o2"))
    told = [row for row in shop.announced() if row.type == OutcomeType.STOCK_LEVEL_CHANGED]
    assert {assert_as_told(row) for row in told} == {OutcomeType.STOCK_LEVEL_CHANGED}
    in_all = [row.data.get("quantity_to_ship") for row in told]
    assert in_all == [row.data["locations"][0].get("quantity_to_ship") for row in told]
    assert in_all[-3:] == [2, 2, 2]
    assert 3 in in_all
    shop.hear(dispatched("o1", "d2", ("a", 2), at=6))
    (last,) = (row for row in shop.announced() if row.type == OutcomeType.STOCK_LEVEL_CHANGED)
    assert "quantity_to_ship" not in last.data
    assert "quantity_to_ship" not in last.data["locations"][0]


def test_what_is_too_large_for_kafka_is_as_told(shop: Shop) -> None:
    sku = "s" * 190
    for outcome_type in OutcomeType:
        row = next(row for row in a_day(shop) if row.type == outcome_type)
        shop.session.rollback()
        lists = {name: value for name, value in row.data.items() if isinstance(value, list)}
        long = row.data | {name: [{"sku": sku}] * 6_000 for name in lists}
        row = row._replace(payload=orjson.dumps(long).decode())
        value, shortened = encode(row, 0)
        assert shortened
        assert problems(orjson.loads(value), SCHEMAS[outcome_type]) == []


@pytest.mark.parametrize("field", ["order_id", "status", "lines", "expires_at"])
def test_a_missing_field_would_be_noticed(shop: Shop, field: str) -> None:
    row = next(row for row in a_day(shop) if row.type == "StockReserved")
    shorter = {name: value for name, value in row.data.items() if name != field}
    row = row._replace(payload=orjson.dumps(shorter).decode())
    assert problems(orjson.loads(encode(row, 0)[0]), SCHEMAS[OutcomeType.STOCK_RESERVED]) != []


def test_an_undocumented_field_would_be_noticed(shop: Shop) -> None:
    row = next(row for row in a_day(shop) if row.type == "StockReserved")
    row = row._replace(payload=row.payload.replace('"quantity"', '"colour": "red", "quantity"'))
    assert problems(orjson.loads(encode(row, 0)[0]), SCHEMAS[OutcomeType.STOCK_RESERVED]) != []


def test_the_sdk_reads_every_outcome(shop: Shop) -> None:
    """The CloudEvents SDK as an oracle: others read our events."""
    headers = cast("dict[str, bytes]", HEADERS)
    for row in a_day(shop):
        read = from_structured(
            KafkaMessage(headers=headers, key=row.key.encode(), value=encode(row, 0)[0]), JSONFormat()
        )
        assert read.get_data() == row.data
        assert (read.get_id(), read.get_type(), read.get_subject()) == (str(row.event_id), row.type, row.key)
        assert read.get_time() == row.occurred_at
        assert int(cast("str", read.get_extension("sequence"))) == row.sequence


def test_over_kafka(database: Database, settings: Settings, kafka: Kafka, outbox: Outbox, processes: Processes) -> None:
    with database.transaction() as session:
        play(Shop(session))
    waiting = outbox.event_ids()
    relay = processes.bridge("relay")
    eventually(lambda: outbox.count() == 0, "published")
    assert relay.terminate() == 0, relay.log.read_text()
    records = kafka.published(settings.topic_events)
    events = [orjson.loads(record.value() or b"") for record in records]
    for record, event in zip(records, events, strict=True):
        assert problems(event, SCHEMAS[_TYPES[event["type"]]]) == []
        assert HEADERS.items() <= dict(record.headers() or []).items()
        assert record.key() == event["subject"].encode()
    assert {event["type"] for event in events} == set(OutcomeType)
    assert {event["id"] for event in events} == waiting
