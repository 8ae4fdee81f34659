"""The script of the day: the same for the same seed, sure to be possible, and in words that the
service understands.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from bridge.decode.cloudevents import InboundMessage
from bridge.decode.decode import decode
from inventory.inbox.decoded import DecodedEvent, Origin
from tests.inventory.post import reason_of
from tools.demo.flash_sale import SKU as FLASH_SKU
from tools.demo.script import Script, write
from tools.demo.warehouse import GIFT_CARD, WRITTEN_OFF
from tools.shop.catalogue import DAMAGED, LOCATIONS
from tools.shop.goods import came_back, cancels, known_steps, returns, sent
from tools.shop.messages import PRODUCTS, Call, Event, Record, encode
from tools.shop.orders import Part, units
from tools.shop.stories import IMPOSSIBLE, STORIES

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def script() -> Script:
    return write(seed=7, orders=400)


def said(script: Script) -> list[Event]:
    """Every event of the stories."""
    steps = [step for part in Part for steps in script.steps(part) for step in steps]
    return [step for step in steps if isinstance(step, Event)]


def heard(record: Record) -> DecodedEvent:
    message = InboundMessage(
        Origin(record.topic, 0, 0), record.value, tuple((name, value) for name, value in record.headers), NOW
    )
    decoded = decode(message, now=NOW, retention=timedelta(days=30))
    assert isinstance(decoded, DecodedEvent)
    return decoded


def test_the_same_seed_is_the_same_day(script: Script) -> None:
    again, other = write(seed=7, orders=400), write(seed=8, orders=400)
    for one, same in ((again, True), (other, False)):
        assert (one.stories == script.stories) is same
        assert (one.opening == script.opening) is same
        assert (one.deliveries == script.deliveries) is same
        assert (one.supplied == script.supplied) is same
    assert again.bad_messages == script.bad_messages


def test_a_day_of_few_orders_still_tells_every_story() -> None:
    assert len(write(seed=7, orders=1).stories) == len(STORIES)


def test_supply_meets_all_orders_whichever_come_first(script: Script) -> None:
    """A location that lines name could serve all wanted units of the SKU alone. Elsewhere all
    locations together do.
    """
    wanted: Counter[str] = Counter()
    named: dict[str, set[str]] = {}
    for story in script.stories:
        wanted.update(story.wants())
        for line in story.wanted:
            named.setdefault(line.sku, set()).update({line.location} - {None})  # type: ignore[arg-type]
    at_opening = {
        (one["sku"], one["location"]): one["quantity_on_hand"]
        + min(script.warehouse.carried[one["sku"], one["location"]], 0)
        for event in script.opening
        for one in event.data.get("variants", ())
    }
    for sku, most in wanted.items():
        assert sum(at_opening.get((sku, location), 0) for location in LOCATIONS) >= most
        for location in named[sku]:
            assert at_opening[sku, location] >= most


def test_more_is_wanted_in_the_flash_sale_than_there_is(script: Script) -> None:
    sale = script.flash_sale
    assert script.supplied[FLASH_SKU] == sale.units
    assert sale.buyers > 4 * sale.units
    assert not any(FLASH_SKU in story.wants() for story in script.stories)
    winners = {order.id for order in sale.buyers_over_kafka[: sale.units]}
    endings = sale.endings(winners)
    assert Counter(ending.status for ending in endings.values()) == {
        "confirmed": sale.units,
        "rejected": len(sale.buyers_over_kafka) - sale.units,
        None: len(sale.buyers_over_http),
    }


def test_what_leaves_the_shelf_and_what_stays_is_possible(script: Script) -> None:
    assert all(script.gone[sku] + script.open_holds[sku] <= supplied for sku, supplied in script.supplied.items())
    assert script.gone.keys() | script.open_holds.keys() <= script.supplied.keys()
    assert IMPOSSIBLE.sku not in script.supplied


def test_no_unit_of_the_warehouse_gets_lost(script: Script) -> None:
    warehouse = script.warehouse
    fell = warehouse.dropped.sku
    assert warehouse.carried.total() == 0
    assert warehouse.carried[fell, DAMAGED] - WRITTEN_OFF == warehouse.unsellable[fell] > 0
    assert warehouse.lost[fell] == warehouse.unsellable[fell] + WRITTEN_OFF


def test_nothing_leaves_the_shelf_that_is_counted_before_it_is(script: Script) -> None:
    """The count takes the expected number from the script."""
    counted = script.warehouse.counted
    rush = [step for steps in script.steps(Part.RUSH) for step in steps if isinstance(step, Call)]
    sent = [step.body["items"] for step in rush if step.path.endswith("/dispatches") and step.body]
    at_opening = {
        (one["sku"], one["location"]): one["quantity_on_hand"]
        for event in script.opening
        for one in event.data.get("variants", ())
    }

    cancelled = [step for step in said(script) if step.type == "OrderCancelled" and not step.data["restock"]]
    lost = {step.key for step in cancelled}
    never_back = [line for story in script.stories if story.order_id in lost for line in story.ending.taken]

    assert sent
    assert not any(item["sku"] == counted.sku for items in sent for item in items)
    assert never_back
    assert not any(line.sku == counted.sku for line in never_back)
    assert at_opening[counted.sku, counted.location] == counted.units
    assert not any(sku == counted.sku for sku, _ in script.warehouse.carried)
    assert any(line.sku == counted.sku for story in script.stories for line in story.ending.taken)


def test_goods_come_back_in_every_state_and_had_left(script: Script) -> None:
    desk = script.returns
    assert desk.sellable.total() > desk.damaged.total() > 0
    assert desk.mended
    assert desk.left.total() > 0
    told = [one for story in script.stories for lines in returns(known_steps(story)).values() for one in lines]
    assert desk.units == sum(one.line.quantity for one in told)
    for story in script.stories:
        left, back = units(tuple(sent(story))), units(tuple(came_back(story)))
        assert back - units(story.wanted) <= Counter({line.sku: 1 for line in story.wanted})
        assert back & units(story.wanted) <= left


def test_units_are_cancelled_by_event_and_by_call(script: Script) -> None:
    told = [step for story in script.stories for step in known_steps(story) if cancels([step])]
    assert {type(step) for step in told} == {Event, Call}
    assert script.reduced == len({story.order_id for story in script.stories if cancels(known_steps(story))}) > 0


def test_gift_cards_are_in_mixed_baskets_and_need_no_stock(script: Script) -> None:
    baskets = [story.wanted for story in script.stories if any(line.sku == GIFT_CARD for line in story.wanted)]
    assert len(baskets) > len(script.stories) // 20
    assert all(len(basket) > 1 for basket in baskets)
    assert script.gift_cards > 0
    assert script.supplied[GIFT_CARD] == script.gone[GIFT_CARD] == script.open_holds[GIFT_CARD] == 0


def test_each_event_has_an_id_of_its_own(script: Script) -> None:
    events = [*said(script), *script.opening, *script.deliveries]
    assert len({(event.topic, event.id) for event in events}) == len(events)


def test_events_are_understood_as_they_are_meant(script: Script) -> None:
    for event in [*said(script), *script.opening, *script.deliveries]:
        there = heard(encode(event, NOW))
        assert reason_of(there) is None, there
        assert (there.type, there.event_id, there.key) == (event.type, event.id, event.key)
        assert there.occurred_at == NOW - event.age
        if event.topic == PRODUCTS:
            assert there.payload is not None
            assert there.payload.get("variants") == event.data.get("variants")


def test_bad_messages_are_bad(script: Script) -> None:
    for bad in script.bad_messages:
        record = encode(bad.message, NOW) if isinstance(bad.message, Event) else bad.message
        if bad.reason == "conflicting_payload":  # known as such only beside the event whose id it has
            assert any(event.id == bad.message.id for event in said(script))  # type: ignore[union-attr]
        else:
            assert reason_of(heard(record)) == bad.reason
