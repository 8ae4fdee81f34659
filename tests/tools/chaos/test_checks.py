"""The checks of a chaos run: a run without loss passes all of them, and every deliberate break is
named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from inventory.upkeep.audit import Discrepancy, Report
from tools.chaos.checks import orders as checks_of_orders
from tools.chaos.checks.every import check_all
from tools.chaos.checks.evidence import Evidence, at_rest
from tools.chaos.checks.found import Balance, Content, Found, Letter, Moved
from tools.chaos.checks.history import MAX_STATES, Undecided
from tools.chaos.drain import Drained
from tools.chaos.load.assortment import ANNEX, ASIDE, FADING, NO_RULES, WHIM
from tools.chaos.load.client_log import Exchange, Operation, Produced
from tools.chaos.load.sampler import Sampler
from tools.chaos.losses import Loss, Span
from tools.chaos.run import Outcome
from tools.chaos.schedule import Struck
from tools.chaos.summary import show
from tools.shop import found as shop
from tools.shop.catalogue import TO_INSPECT, Line
from tools.shop.found import Level, Reserved
from tools.shop.listener import LEVEL, Announcement, Heard
from tools.shop.messages import Event
from tools.shop.orders import Ending, Part, Story

SHARED, ARENA = "shared-00", "arena-0-0"
ONCE = range(1, 2)

DONE = Letter("done")


def asked(client: str, operation: Operation, at: float, status: int | None, **body: Any) -> Exchange:
    failure = None if status else "TimeoutError"
    return Exchange(client, operation, at, at + 0.5, status, body or None, failure)


def reserve(order_id: str, sku: str, quantity: int) -> Operation:
    return Operation("reserve", order_id, ((sku, quantity),))


def levels(on_hand: int, reserved: int, to_ship: int = 0) -> dict[str, int]:
    counters = {"quantity_on_hand": on_hand, "quantity_reserved": reserved, "quantity_shortfall": 0}
    return {**counters, "quantity_to_ship": to_ship, "quantity_unsellable": 0}


def put(kind: str, subject: str, value: str, at: float, **body: Any) -> Exchange:
    return asked("keeper", Operation(f"set_{kind}", reference=subject, value=value), at, 200, **body)


AWAY = Operation("move", lines=((SHARED, 2),), reference="pallet", way=("berlin", ASIDE))
TOO_MANY = Operation("move", lines=((SHARED, 900),), reference="lorry", way=("berlin", ASIDE))
WENT = Moved(SHARED, "pallet", "berlin", ASIDE, 2)
NEVER_WENT = Moved(SHARED, "lorry", "berlin", ASIDE, 900)

PARCEL = Operation("dispatch", "h-sold", ((SHARED, 2),), "h-sold.parcel", ("main",))
RMA = Operation("return", "h-sold", ((SHARED, 1),), "h-sold.rma", ("main",), "sellable")
REFUND = Operation("reduce", "h-sold", ((SHARED, 1),), "h-sold.refund")
NO_RMA = Operation("return", "h-refused", ((SHARED, 9),), "h-refused.rma", (), "inspect")
NO_REFUND = Operation("reduce", "h-refused", ((SHARED, 9),), "h-refused.refund")
NO_PARCEL = Operation("dispatch", "h-refused", ((SHARED, 9),), "h-refused.parcel")

EXCHANGES = [
    # Over HTTP, beside Kafka: sold, refused, unknown, and an adjustment.
    asked("shopper", reserve("h-sold", SHARED, 2), 1, 201),
    asked("shopper", Operation("confirm", "h-sold", ((SHARED, 2),)), 2, 200),
    asked("shopper", Operation("confirm", "h-refused", ((SHARED, 9),)), 3, 404, code="unknown_reservation"),
    asked("shopper", reserve("h-unknown", SHARED, 1), 4, None),
    asked("shopper", reserve("h-paid", SHARED, 1), 5, 201),
    asked("shopper", Operation("adjust", lines=((SHARED, 5),), reference="found"), 6, 201, **levels(105, 0)),
    asked("shopper", PARCEL, 6, 201),
    asked("shopper", NO_PARCEL, 6, 404, code="unknown_reservation"),
    # And an arena, where the rivals are among themselves.
    asked("rival", Operation("adjust", lines=((ARENA, 6),), reference="opening"), 1, 201, **levels(6, 0)),
    asked("rival", reserve("a-1", ARENA, 4), 2, 201),
    asked("other", Operation("read_stock", lines=((ARENA, 0),)), 3, 200, **levels(6, 4)),
    asked("other", reserve("a-2", ARENA, 4), 4, 409, code="insufficient_stock", shortfalls=[{"available": 2}]),
    asked("rival", Operation("adjust", lines=((ARENA, -9),), reference="thrown"), 5, 409, code="quantity_below_zero"),
    # And those who keep the warehouse.
    asked("keeper", AWAY, 1, 201, stock={"total": levels(98, 0)}),
    asked("keeper", TOO_MANY, 2, 409, code="quantity_below_zero"),
    put("place", ANNEX, "closed", 3, sells=False),
    put("policy", FADING, "discontinued", 4, tracked=True, discontinued=True),
    put("policy", FADING, "sold", 5, tracked=True, discontinued=False),
    asked("shopper", Operation("reassign", "h-paid", ((SHARED, 0),), way=("berlin", "lyon")), 7.2, 200),
    # And a unit of the parcel that came back, and was cancelled.
    asked("shopper", RMA, 6.1, 201),
    asked("shopper", REFUND, 6.2, 200),
    asked("shopper", NO_RMA, 6, 404, code="unknown_reservation"),
    asked("shopper", NO_REFUND, 6, 404, code="unknown_reservation"),
]

SENT = tuple(
    Event("orders", "OrderDispatched", "k-sold", f"e-{number}", {"dispatch_id": "k-sold-parcel", "items": items}, age)
    for number, items, age in (
        (5, [{"sku": SHARED, "quantity": 2}], timedelta(0)),
        (6, [{"sku": SHARED, "quantity": 1, "location": "lyon"}], timedelta(minutes=1)),
    )
)
"""A parcel that was told twice. The newer statement is heard first."""

STORIES = {
    "k-sold": Story(
        "k-sold",
        {Part.RUSH: SENT},
        Ending("confirmed", (Line(SHARED, 3),), announced={"StockConfirmed": ONCE, "StockDispatched": ONCE}),
    ),
    "k-open": Story("k-open", {}, Ending("pending", held=(Line(SHARED, 4),), announced={"StockReserved": ONCE})),
}

PRODUCED = [
    Produced("/shop/orders", "e-1", "orders", "OrderCreated", "k-sold", 2),
    Produced("/shop/payments", "e-2", "payments", "PaymentSucceeded", "k-sold", 1),
    Produced("/shop/orders", "e-3", "orders", "OrderCreated", "k-open", 1),
    Produced("/shop/orders", "e-5", "orders", "OrderDispatched", "k-sold", 1),
    Produced("/shop/orders", "e-6", "orders", "OrderDispatched", "k-sold", 2),
    Produced("/shop/orders", "e-4", "orders", "OrderCreated", "nonsense", 1, dead="invalid_data"),
]


def reservation(status: str, *, taken: int = 0, held: int = 0, sku: str = SHARED) -> Reserved:
    return Reserved(status, +Counter({sku: taken}), +Counter({sku: held}), Counter())


MAIN_LEVEL = Level("main", 2, 0, 0, to_ship=2, on_shelf=4)
ASIDE_LEVEL = Level(ASIDE, 2, 0, 0, sells=False, on_shelf=2)
OTHERS = (*(Level(name, 33, 0, 0, on_shelf=33) for name in ("lyon", "porto")), Level("berlin", 30, 4, 0, on_shelf=30))
"""Of 34 in berlin two went aside, and two are in the parcel that left from anywhere."""
ARENA_LEVEL = Level("main", 6, 4, 0, on_shelf=6)
SHELVES = (MAIN_LEVEL, ASIDE_LEVEL, *OTHERS)


def perfect_run() -> Evidence:
    there = shop.Found(
        stock={SHARED: SHELVES, ARENA: (ARENA_LEVEL,)},
        reservations={
            "h-sold": reservation("confirmed", taken=2),
            "h-paid": reservation("confirmed", taken=1),
            "k-sold": reservation("confirmed", taken=3),
            "k-open": reservation("pending", held=4),
            "a-1": reservation("pending", held=4, sku=ARENA),
        },
        inbox_events=4,
        inbox_pending=0,
        outbox_events=0,
        dead_letters={},
        audit=Report(datetime.now(UTC), {"movements": 12}),
    )
    found = Found(
        shop=there,
        events={(one.source, one.id): DONE for one in PRODUCED[:-1]}
        | {("/shop/orders", "e-4"): Letter("dead", "invalid_data")},
        balances={SHARED: Balance(100, 4, 0), ARENA: Balance(6, 4, 0)},
        adjustments=Counter({(SHARED, "found", 5): 1, (ARENA, "opening", 6): 1}),
        outcomes={
            **{("h-sold", kind): 1 for kind in ("reserved", "confirmed", "dispatched", "returned", "reduced")},
            ("k-sold", "dispatched"): 1,
            ("k-open", "reserved"): 1,
        },
        parcels={
            ("h-sold", "h-sold.parcel"): Counter({(SHARED, "main"): 2}),
            ("k-sold", "k-sold-parcel"): Counter({(SHARED, None): 2}),
        },
        returns={
            ("h-sold", "h-sold.rma"): Counter({(SHARED, "main", "sellable"): 1}),
        },
        cancels={("h-sold", "h-sold.refund"): Counter({(SHARED, None): 1})},
        allocated={("h-paid", SHARED): frozenset({"lyon"})},
        left=Counter([WENT]),
        arrived=Counter([WENT]),
        places={ANNEX: {"sells": False}, ASIDE: {"sells": False}},
        policies={FADING: NO_RULES, WHIM: {"tracked": True, "discontinued": True}},
    )
    return Evidence(
        exchanges=[*EXCHANGES, *at_rest(EXCHANGES, found)],
        produced=PRODUCED,
        stories=STORIES,
        paid=frozenset({"h-paid"}),
        supplied={SHARED: 100},
        discontinued=True,
        heard=Heard(ANNOUNCED),
        found=found,
        sampler=Sampler("", samples=100),
        drained=Drained(4.2, {"events in the inbox": 0}),
    )


def order(order_id: str, number: int, type_: str, status: str) -> Announcement:
    return Announcement(f"{order_id}-{number}", type_, order_id, number, {"status": status})


def level(sku: str, number: int, on_hand: int, reserved: int, to_ship: int = 0) -> Announcement:
    return Announcement(f"{sku}-{number}", LEVEL, sku, number, levels(on_hand, reserved, to_ship))


ANNOUNCED = [
    order("h-sold", 1, "StockReserved", "pending"),
    order("h-sold", 2, "StockConfirmed", "confirmed"),
    order("h-sold", 1, "StockReserved", "pending"),  # a repeat, late
    order("h-paid", 1, "StockReserved", "pending"),
    order("h-paid", 2, "StockConfirmed", "confirmed"),
    order("k-sold", 1, "StockConfirmed", "confirmed"),
    order("k-sold", 2, "StockDispatched", "confirmed"),
    order("h-sold", 3, "StockDispatched", "confirmed"),
    order("h-sold", 4, "StockReturned", "confirmed"),
    order("h-sold", 5, "StockReduced", "confirmed"),
    order("k-open", 1, "StockReserved", "pending"),
    order("a-1", 1, "StockReserved", "pending"),
    level(SHARED, 7, 100, 0),
    level(SHARED, 9, 98, 4, 2),
    level(ARENA, 2, 6, 4),
]

Break = Callable[[Evidence], Evidence]


def in_shop(**changes: Any) -> Break:
    return lambda run: looked_at_again(replace(run, found=replace(run.found, shop=replace(run.found.shop, **changes))))


def in_found(**changes: Any) -> Break:
    return lambda run: replace(run, found=replace(run.found, **changes))


def looked_at_again(run: Evidence) -> Evidence:
    return replace(run, exchanges=[*EXCHANGES, *at_rest(EXCHANGES, run.found)])


def without_reservation(order_id: str) -> Break:
    kept = {id_: one for id_, one in perfect_run().found.shop.reservations.items() if id_ != order_id}
    return in_shop(reservations=kept)


def with_reservation(order_id: str, one: Reserved) -> Break:
    return in_shop(reservations={**perfect_run().found.shop.reservations, order_id: one})


def with_stock(sku: str, *levels: Level) -> Break:
    return in_shop(stock={**perfect_run().found.shop.stock, sku: levels})


def with_setting(**changes: Any) -> Break:
    return lambda run: looked_at_again(replace(run, found=replace(run.found, **changes)))


def with_letter(id_: str, letter: Letter | None) -> Break:
    events = {**perfect_run().found.events, ("/shop/orders", id_): letter}
    return in_found(events={identity: one for identity, one in events.items() if one is not None})


def with_adjustment(key: tuple[str, str, int], times: int) -> Break:
    return in_found(adjustments=Counter({**perfect_run().found.adjustments, key: times}))


def with_balance(sku: str, balance: Balance) -> Break:
    return in_found(balances={**perfect_run().found.balances, sku: balance})


def with_parcel(key: tuple[str, str], content: Content) -> Break:
    return in_found(parcels={**perfect_run().found.parcels, key: content})


def without_parcel(order_id: str) -> Break:
    return in_found(parcels={key: one for key, one in perfect_run().found.parcels.items() if key[0] != order_id})


def with_return(key: tuple[str, str], content: Content) -> Break:
    return in_found(returns={**perfect_run().found.returns, key: content})


def with_cancel(key: tuple[str, str], content: Content) -> Break:
    return in_found(cancels={**perfect_run().found.cancels, key: content})


def forged(number: int, **changes: Any) -> Break:
    """One line of the client log says something else."""

    def forge(run: Evidence) -> Evidence:
        lies = list(run.exchanges)
        lies[number] = replace(lies[number], **changes)
        return replace(run, exchanges=lies)

    return forge


def heard(*announcements: Announcement) -> Break:
    return lambda run: replace(run, heard=Heard(announcements))


def unheard(id_: str) -> Break:
    return heard(*(one for one in ANNOUNCED if one.id != id_))


EVENTS = "every event is done, or dead with its reason"
STORIES_END = "orders over Kafka end as their events say"
OVER_HTTP = "acknowledged orders over HTTP are there, refused ones not"
ADJUSTED = "acknowledged adjustments are made once, refused ones never"
MOVED = "acknowledged moves are made once, at both ends"
PARCELS = "parcels are known as they left"
RETURNS = "returns are known as they came back"
CANCELS = "partial cancels are known as they were told"
REASSIGNED = "units are where they were reassigned"
SHELF = "the shelf is as it was left"
PROMISED = "nothing is promised from a place that does not sell"
SETTINGS_HOLD = "places and policies are as they were set"
CRASHED = "no call crashed the service"
CONSERVED = "units are conserved"
NEGATIVE = "no number was ever below zero"
LINEARIZABLE = "histories over HTTP are linearizable"
TOLD = "every outcome was announced"
LAST_TOLD = "the last announcement is true"
IN_ORDER = "announcements come in order, repeats dropped"
AUDIT = "the audit is clean"
DRAINED = "queues are drained"

BROKEN: dict[str, tuple[Break, str, str]] = {
    "an event waits for ever": (
        lambda run: replace(run, drained=Drained(120, {"events in the inbox": 3})),
        DRAINED,
        "inbox",
    ),
    "an event is lost": (with_letter("e-1", None), EVENTS, "e-1"),
    "an event is pending": (with_letter("e-3", Letter("pending")), EVENTS, "e-3"),
    "an event is dead for no reason": (with_letter("e-3", Letter("dead")), EVENTS, "e-3"),
    "a bad event is taken": (with_letter("e-4", DONE), EVENTS, "e-4"),
    "an event comes from nowhere": (with_letter("e-9", DONE), EVENTS, "e-9"),
    "a reservation over Kafka is deleted": (without_reservation("k-open"), STORIES_END, "k-open"),
    "a payment over Kafka is forgotten": (
        with_reservation("k-sold", reservation("pending", held=3)),
        STORIES_END,
        "k-sold",
    ),
    "an order is held twice": (with_reservation("k-open", reservation("pending", held=8)), STORIES_END, "k-open"),
    "an acknowledged reservation is deleted": (without_reservation("h-sold"), OVER_HTTP, "h-sold"),
    "a refused reservation is there": (
        with_reservation("h-refused", reservation("pending", held=9)),
        OVER_HTTP,
        "h-refused",
    ),
    "a paid order is not confirmed": (with_reservation("h-paid", reservation("pending", held=1)), OVER_HTTP, "h-paid"),
    "an order that nobody asked for": (with_reservation("ghost", reservation("pending", held=1)), OVER_HTTP, "ghost"),
    "a confirmation is undone": (with_reservation("h-sold", reservation("pending", held=2)), OVER_HTTP, "h-sold"),
    "an adjustment is lost": (with_adjustment((SHARED, "found", 5), 0), ADJUSTED, "found"),
    "an adjustment is made twice": (with_adjustment((SHARED, "found", 5), 2), ADJUSTED, "found"),
    "a refused adjustment is made": (with_adjustment((ARENA, "thrown", -9), 1), ADJUSTED, "thrown"),
    "an adjustment that nobody asked for": (with_adjustment((SHARED, "gift", 1), 1), ADJUSTED, "gift"),
    "a call ends with a 500": (forged(0, status=500), CRASHED, "reserve"),
    "a stock row is bumped": (with_stock(SHARED, replace(MAIN_LEVEL, on_hand=3), *SHELVES[1:]), CONSERVED, SHARED),
    "a unit vanishes aside": (
        with_stock(SHARED, MAIN_LEVEL, replace(ASIDE_LEVEL, on_hand=1), *OTHERS),
        CONSERVED,
        SHARED,
    ),
    "a move is lost": (in_found(left=Counter(), arrived=Counter()), MOVED, "pallet"),
    "a move has one end": (in_found(arrived=Counter()), MOVED, "pallet"),
    "a move is made twice": (in_found(left=Counter([WENT] * 2), arrived=Counter([WENT] * 2)), MOVED, "pallet"),
    "a refused move is made": (
        in_found(left=Counter([WENT, NEVER_WENT]), arrived=Counter([WENT, NEVER_WENT])),
        MOVED,
        "lorry",
    ),
    "an order got a unit aside": (in_found(promised=(("k-open", "reserved"),)), PROMISED, "k-open"),
    "a unit aside is held": (
        with_stock(SHARED, MAIN_LEVEL, replace(ASIDE_LEVEL, reserved=1), *OTHERS),
        PROMISED,
        SHARED,
    ),
    "a closed place is open": (with_setting(places={ANNEX: {"sells": True}}), SETTINGS_HOLD, ANNEX),
    "a policy is forgotten": (
        with_setting(policies={FADING: {"tracked": True, "discontinued": True}}),
        SETTINGS_HOLD,
        FADING,
    ),
    "a policy over Kafka is forgotten": (with_setting(policies={FADING: NO_RULES}), SETTINGS_HOLD, WHIM),
    "a parcel over Kafka is forgotten": (without_parcel("k-sold"), PARCELS, "k-sold-parcel"),
    "the older statement about a parcel counts": (
        with_parcel(("k-sold", "k-sold-parcel"), Counter({(SHARED, "lyon"): 1})),
        PARCELS,
        "k-sold-parcel",
    ),
    "an acknowledged parcel is forgotten": (without_parcel("h-sold"), PARCELS, "h-sold.parcel"),
    "a refused parcel is known": (
        with_parcel(("h-refused", "h-refused.parcel"), Counter({(SHARED, None): 9})),
        PARCELS,
        "h-refused.parcel",
    ),
    "a parcel comes from nowhere": (
        with_parcel(("h-paid", "gift"), Counter({(SHARED, "main"): 1})),
        PARCELS,
        "gift of h-paid",
    ),
    "an acknowledged return is forgotten": (in_found(returns={}), RETURNS, "h-sold.rma"),
    "a return is known in another state": (
        with_return(("h-sold", "h-sold.rma"), Counter({(SHARED, "main", "damaged"): 1})),
        RETURNS,
        "h-sold.rma",
    ),
    "a refused return is known": (
        with_return(("h-refused", "h-refused.rma"), Counter({(SHARED, None, "inspect"): 9})),
        RETURNS,
        "h-refused.rma",
    ),
    "a return comes from nowhere": (
        with_return(("h-paid", "gift"), Counter({(SHARED, "main", "sellable"): 1})),
        RETURNS,
        "gift of h-paid",
    ),
    "an acknowledged cancel is forgotten": (in_found(cancels={}), CANCELS, "h-sold.refund"),
    "a refused cancel is known": (
        with_cancel(("h-refused", "h-refused.refund"), Counter({(SHARED, None): 9})),
        CANCELS,
        "h-refused.refund",
    ),
    "units stay where they were": (
        in_found(allocated={("h-paid", SHARED): frozenset({"berlin"})}),
        REASSIGNED,
        "h-paid",
    ),
    "a part of the units stays": (
        in_found(allocated={("h-paid", SHARED): frozenset({"berlin", "lyon"})}),
        REASSIGNED,
        "h-paid",
    ),
    "a return puts nothing on the shelf": (
        with_stock(SHARED, replace(MAIN_LEVEL, on_hand=1, on_shelf=3), *SHELVES[1:]),
        SHELF,
        f"shelf of {SHARED}",
    ),
    "a return lies where it was not brought": (
        with_stock(
            SHARED,
            replace(MAIN_LEVEL, on_hand=1, on_shelf=3),
            *SHELVES[1:],
            Level(TO_INSPECT, 1, 0, 0, sells=False, on_shelf=1),
        ),
        SHELF,
        f"shelf of {SHARED} at {TO_INSPECT}",
    ),
    "a parcel takes nothing off the shelf": (
        with_stock(SHARED, *SHELVES[:-1], replace(OTHERS[-1], on_hand=32, on_shelf=32)),
        SHELF,
        f"shelf of {SHARED}",
    ),
    "a payment takes units off the shelf": (
        with_stock(SHARED, replace(MAIN_LEVEL, to_ship=1, on_shelf=3), *SHELVES[1:]),
        SHELF,
        f"shelf of {SHARED}",
    ),
    "units left from another place than the parcel names": (
        with_stock(
            SHARED,
            replace(MAIN_LEVEL, on_hand=4, on_shelf=6),
            *SHELVES[1:-1],
            replace(OTHERS[-1], on_hand=28, on_shelf=28),
        ),
        SHELF,
        f"shelf of {SHARED} at main",
    ),
    "units to ship are not shown on the shelf": (
        with_stock(SHARED, replace(MAIN_LEVEL, on_shelf=1), *SHELVES[1:]),
        SHELF,
        f"shelf of {SHARED} at main",
    ),
    "a ledger row is lost": (with_balance(SHARED, Balance(102, 4, 0)), CONSERVED, SHARED),
    "units are reserved for nobody": (
        with_stock(SHARED, replace(MAIN_LEVEL, reserved=1), *SHELVES[1:]),
        CONSERVED,
        SHARED,
    ),
    "the ledger went below zero": (with_balance(SHARED, Balance(100, 4, -1)), NEGATIVE, SHARED),
    "a sample was below zero": (lambda run: replace(run, sampler=Sampler("", negative=["s: -1"])), NEGATIVE, "sample"),
    "an answer was below zero": (forged(10, body={**levels(6, 4), "quantity_available": -1}), NEGATIVE, ARENA),
    "a forged read": (forged(10, body=levels(6, 0)), LINEARIZABLE, ARENA),
    "a forged acknowledgement": (forged(11, status=201, body={}), LINEARIZABLE, "a-2"),
    "a forged refusal": (
        forged(9, status=409, body={"code": "insufficient_stock", "shortfalls": [{"available": 1}]}),
        LINEARIZABLE,
        "a-1",
    ),
    "a rival's reservation is deleted": (without_reservation("a-1"), LINEARIZABLE, "a-1"),
    "a rival's stock row is bumped": (with_stock(ARENA, replace(ARENA_LEVEL, on_hand=7)), LINEARIZABLE, ARENA),
    "an outcome is not announced": (unheard("h-sold-2"), TOLD, "StockConfirmed of h-sold"),
    "an outcome of Kafka is not announced": (unheard("k-sold-1"), TOLD, "StockConfirmed of k-sold"),
    "the last outcome is not announced": (unheard("h-paid-2"), LAST_TOLD, "h-paid"),
    "the last level is not announced": (unheard(f"{SHARED}-9"), LAST_TOLD, SHARED),
    "announcements overtake each other": (heard(*reversed(ANNOUNCED)), IN_ORDER, SHARED),
    "the audit finds something": (
        in_shop(audit=Report(datetime.now(UTC), {"movements": 1}, [Discrepancy("chains", "movement 7", "1", "2")])),
        AUDIT,
        "movement 7",
    ),
}


def test_a_run_without_loss_passes() -> None:
    assert not [(check.title, check.problems) for check in check_all(perfect_run()) if check.problems]


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_named(name: str) -> None:
    break_, title, subject = BROKEN[name]

    wrong = {check.title: check.problems for check in check_all(break_(perfect_run())) if check.problems}

    assert title in wrong
    assert any(subject in problem.subject for problem in wrong[title])


def test_every_check_is_seen_to_fail() -> None:
    assert {check.title for check in check_all(perfect_run())} == {title for _, title, _ in BROKEN.values()}


@pytest.mark.parametrize("to_ship", [0, 2])
def test_units_that_nobody_reports_have_left_where_that_is_assumed(to_ship: int) -> None:
    run = replace(perfect_run(), assumes=True)
    there = replace(MAIN_LEVEL, to_ship=to_ship, on_shelf=2 + to_ship)

    assert (SHELF in wrong(with_stock(SHARED, there, *SHELVES[1:])(run))) is bool(to_ship)


@pytest.mark.parametrize("made", [False, True])
def test_an_unknown_outcome_may_or_may_not_be_there(*, made: bool) -> None:
    run = perfect_run()
    if made:
        there = run.found.shop
        run = with_reservation("h-unknown", reservation("pending", held=1))(run)
        run = replace(
            run,
            heard=Heard([*ANNOUNCED, order("h-unknown", 1, "StockReserved", "pending"), level(SHARED, 10, 98, 5, 2)]),
            found=replace(
                run.found,
                shop=replace(
                    run.found.shop, stock={**there.stock, SHARED: (replace(MAIN_LEVEL, reserved=1), *SHELVES[1:])}
                ),
                balances={**run.found.balances, SHARED: Balance(100, 5, 0)},
            ),
        )

    assert not [(check.title, check.problems) for check in check_all(run) if check.problems]


RESTORED = Loss("restore dump", kept=Span(1.8, 1.9), gone=Span(6.8, 6.9))
"""After the opening of the arena and the first reservation. All else may be gone."""


SHELVES_AFTER_A_LOSS = (ASIDE_LEVEL, *OTHERS[:-1], Level("berlin", 29, 6, 0, to_ship=1, on_shelf=30))


def after_a_loss(run: Evidence) -> Evidence:
    """Changes over HTTP since the copy are gone. Kafka's events are there."""
    there = run.found.shop
    kept = {id_: one for id_, one in there.reservations.items() if id_.startswith("k-") or id_ == "h-sold"}
    found = replace(
        run.found,
        shop=replace(
            there,
            stock={SHARED: SHELVES_AFTER_A_LOSS, ARENA: (replace(ARENA_LEVEL, reserved=0),)},
            reservations=kept | {"h-sold": reservation("pending", held=2), "h-paid": reservation("awaiting_order")},
        ),
        balances={SHARED: Balance(97, 6, 0), ARENA: Balance(6, 0, 0)},
        adjustments=Counter({(ARENA, "opening", 6): 1}),
        outcomes={("h-sold", "reserved"): 1, ("k-open", "reserved"): 1},
        parcels={key: content for key, content in run.found.parcels.items() if key[0] == "k-sold"},
        returns={},
        cancels={},
        places={ANNEX: {"sells": True}},
    )
    exchanges = [one for one in EXCHANGES if one.operation.order_id != "a-2" and one.operation.kind != "read_stock"]
    return replace(
        run,
        found=found,
        exchanges=[*exchanges, *at_rest(exchanges, found)],
        losses=[RESTORED],
        listed=frozenset({"h-sold", "h-paid", "a-1", SHARED, ARENA}),
    )


def wrong(run: Evidence) -> dict[str, set[str]]:
    return {check.title: {one.subject for one in check.problems} for check in check_all(run) if check.problems}


def test_what_a_restored_database_may_have_lost_is_not_held_against_it() -> None:
    assert wrong(after_a_loss(perfect_run())) == {}


def test_the_same_is_lost_where_nothing_may_be() -> None:
    """A synchronous standby that took over is no excuse."""
    run = replace(after_a_loss(perfect_run()), losses=[])

    assert wrong(run).keys() == {
        OVER_HTTP,
        ADJUSTED,
        PARCELS,
        RETURNS,
        CANCELS,
        SHELF,
        SETTINGS_HOLD,
        LINEARIZABLE,
        LAST_TOLD,
    }


@pytest.mark.parametrize(
    ("break_", "title", "subject"),
    [
        (lambda run: replace(run, losses=[replace(RESTORED, kept=Span(6.6, 6.7))]), ADJUSTED, "found"),
        (lambda run: replace(run, losses=[replace(RESTORED, kept=Span(6.6, 6.7))]), LINEARIZABLE, ARENA),
        (lambda run: replace(run, losses=[replace(RESTORED, kept=Span(6.6, 6.7))]), OVER_HTTP, "h-sold"),
        (lambda run: replace(run, listed=run.listed - {"a-1"}), LAST_TOLD, "a-1"),
        (lambda run: replace(run, listed=run.listed - {"h-sold"}), LAST_TOLD, "h-sold"),
        (lambda run: replace(run, listed=run.listed - {SHARED}), LAST_TOLD, SHARED),
        (lambda run: replace(run, stories={**run.stories, "k-gone": STORIES["k-open"]}), STORIES_END, "k-gone"),
        (lambda run: replace(run, found=replace(run.found, events={})), EVENTS, "e-1"),
        (
            lambda run: replace(
                run, heard=Heard([*ANNOUNCED, replace(order("h-sold", 0, "StockReserved", ""), id="new")])
            ),
            IN_ORDER,
            "h-sold",
        ),
        (
            lambda run: replace(run, found=replace(run.found, balances={SHARED: Balance(98, 6, 0)})),
            CONSERVED,
            SHARED,
        ),
    ],
)
def test_what_no_restore_may_lose_is_named(break_: Break, title: str, subject: str) -> None:
    subjects = wrong(break_(after_a_loss(perfect_run())))

    assert any(subject in one for one in subjects[title])


@pytest.mark.parametrize(("skus", "broken"), [(3, {OVER_HTTP}), (4, {OVER_HTTP, LINEARIZABLE})])
def test_a_few_histories_may_be_too_large_to_decide(
    skus: int, broken: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are counted and shown. An order's history is never so large."""
    monkeypatch.setattr(checks_of_orders, "explain", lambda *_: Undecided(MAX_STATES, 1))
    run = perfect_run()
    looks = [
        asked("other", Operation("read_stock", lines=((f"arena-1-{number}", 0),)), 1, 404, code="unknown_sku")
        for number in range(skus - 1)
    ]
    checks = check_all(replace(run, exchanges=[*looks, *run.exchanges]))

    assert {check.title for check in checks if check.problems} == broken
    [figures] = [check.figures for check in checks if check.title == LINEARIZABLE]
    assert figures.endswith(f"; {skus} SKUs not decided within {MAX_STATES:,} states")


def test_an_outcome_that_comes_again_in_a_later_epoch_counts_as_told_last() -> None:
    first, second = order("h-1", 1, "StockReserved", "pending"), order("h-1", 2, "StockConfirmed", "confirmed")
    later = replace(first, sequence=10_000_000_001)

    heard = Heard([first, second, second, later, first])

    assert [one.sequence for one in heard.of_order["h-1"]] == [1, 2, 10_000_000_001]
    assert heard.repeats == 2
    assert heard.out_of_order() == []


def test_the_summary_says_the_seed_and_what_is_broken_first() -> None:
    struck = [Struck("kill api", 3, 0.1), Struck("fill disk", 4, 0, not_here="no small disk")]
    broken = with_letter("e-1", None)(perfect_run())
    console = Console(file=StringIO(), width=200)

    show(console, 17, Outcome(struck, broken, "redis"), check_all(broken))

    told = console.file.getvalue()  # type: ignore[attr-defined]  # the one of above
    assert f"First broken: {EVENTS}." in told
    assert "Seed 17: 1 faults; 23 requests" in told
    assert "no small disk" in told
