"""Events that name keys with invisible characters: taken where the key is known, dead
letters where it is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bridge.consume.dead_letter_cap import DeadLetterCap
from bridge.consume.intake import Intake
from bridge.consume.offsets.positions import Positions
from bridge.decode.cloudevents import InboundMessage
from bridge.decode.decode import decode
from inventory.database.transactions import Database, now
from inventory.domain.commands import Cause, StateSupply
from inventory.inbox.claiming import complete
from inventory.inbox.decoded import Origin
from inventory.inbox.insertion import RecordingResult
from inventory.inbox.store import record
from inventory.write_path.apply import HoldTimes, apply
from tests.bridge.messages import NOW, event, heard, message
from tests.postgresql import migrated_database_url, postgresql  # noqa: F401 - fixtures

ODD = "tea "
WEEK = timedelta(days=7)


def order(order_id: str, id_: str = "e-1") -> dict[str, Any]:
    return event(id=id_, data={"order_id": order_id, "items": [{"sku": ODD, "quantity": 1}]})


def product(id_: str = "e-1", **data: Any) -> dict[str, Any]:
    return event(id=id_, type="ProductUpdated", data=data)


def left(location: str) -> dict[str, Any]:
    """Goods left `location`, after others that left an unnamed one."""
    items = [{"sku": ODD, "quantity": 1}, {"sku": ODD, "quantity": 1, "location": location}]
    return event(type="OrderDispatched", data={"order_id": "o-1", "dispatch_id": "d-1", "items": items})


def came_back(location: str) -> dict[str, Any]:
    items = [{"sku": ODD, "quantity": 1, "disposition": "sellable", "location": location}]
    return event(type="ItemsReturned", data={"order_id": "o-1", "return_id": "r-1", "items": items})


def taken(database: Database, *bodies: dict[str, Any], first: int = 0) -> RecordingResult:
    """One poll, as the bridge takes it in."""
    intake = Intake(database, DeadLetterCap(most=100, window=1000), Positions(), retry_after=WEEK)
    messages = [
        InboundMessage(Origin("orders", 0, first + at), message(body).value, (), NOW) for at, body in enumerate(bodies)
    ]
    return intake.take([decode(one, now=NOW, retention=WEEK) for one in messages]).recorded


def reasons(recorded: RecordingResult) -> Sequence[tuple[str | None, str]]:
    return [(dead.reason, dead.detail) for dead in recorded.dead]


def store(database: Database, sku: str, location: str = "main") -> None:
    with database.transaction() as session:
        supply = StateSupply(sku, sku, 5, datetime(2026, 1, 1, tzinfo=UTC), Cause("/catalog"), location)
        apply(session, [supply], now=now(session), holds=HoldTimes())


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (order("o-1 "), "order_id"),
        (event(type="PaymentSucceeded", data={"order_id": "o\u200b1"}), "order_id"),
        (order("o\uffff"), "order_id"),
        (left("ma\u200bin"), "items.1.location"),
        (came_back("ma\u200bin"), "items.0.location"),
        (product(product_id="\ue000"), "product_id"),
        (product(product_id=ODD), "product_id"),
        (product(product_id="tea", sku=ODD), "sku"),
        (product(product_id="tea", location="ma\u00a0in"), "location"),
        (product(product_id="tea", variants=[{"sku": "t-1"}, {"sku": "t-2\n"}]), "variants.1.sku"),
    ],
)
def test_a_new_one_is_a_dead_letter_with_its_bytes(database: Database, body: dict[str, Any], field: str) -> None:
    recorded = taken(database, body)

    ((reason, detail),) = reasons(recorded)
    assert reason == "invalid_data"
    assert detail.startswith(f"{field}: ")
    assert "is not known, and can't be a new key" in detail
    assert recorded.dead[0].raw == message(body).value
    assert recorded.dispatch == {}


def test_a_line_of_an_order_only_names_a_sku(database: Database) -> None:
    assert reasons(taken(database, order("o-1"))) == []


def test_goods_may_leave_a_location_that_is_known(database: Database) -> None:
    store(database, ODD, "ma\u200bin")
    assert reasons(taken(database, left("ma\u200bin"))) == []


def test_a_known_one_is_taken_as_it_is(database: Database) -> None:
    store(database, ODD, "ma\u200bin")

    recorded = taken(
        database,
        product("e-1", product_id=ODD, quantity_on_hand=9),
        product("e-2", product_id="tea-2", location="ma\u200bin"),
        product("e-3", product_id="other\n", sku=ODD),
    )

    ((_, detail),) = reasons(recorded)
    assert detail.startswith("product_id: 'other\\n'"), "the product of that SKU is another"


def test_an_event_of_an_earlier_version_is_followed_while_it_waits_and_when_it_comes_again(database: Database) -> None:
    first = heard(message(order("o-1 ")))
    with database.transaction() as session:
        stored = record(session, [first], now=NOW, retry_after=WEEK)
    (ids,) = ([one.id for one in each] for each in stored.dispatch.values())
    payment = event(id="e-2", type="PaymentSucceeded", data={"order_id": "o-1 "})

    assert reasons(taken(database, payment, first=1)) == []
    with database.transaction() as session:
        complete(session, ids)
    again = taken(database, order("o-1 "), first=2)

    assert (reasons(again), again.redelivered) == ([], 1)


def test_a_dead_one_that_comes_again_is_the_same_dead_letter(database: Database) -> None:
    taken(database, order("o-1 "))

    again = taken(database, order("o-1 "), first=1)

    assert (again.dead, again.dispatch, again.redelivered) == ([], {}, 1)
