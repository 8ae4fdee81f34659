"""The checks: a day that went as the script says passes all of them, and each thing that goes wrong
fails the right one.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

import pytest
from rich.console import Console

from inventory.upkeep.audit import Discrepancy, Report
from tools.demo.checks import Evidence, check_all
from tools.demo.day import Played, Recovery
from tools.demo.flash_sale import SKU as FLASH_SKU
from tools.demo.script import Script, write
from tools.demo.summary import show
from tools.shop.catalogue import DAMAGED, NOT_FOR_SALE, TO_INSPECT
from tools.shop.found import Found, Level, Reserved, reserved
from tools.shop.listener import LEVEL, Announcement, Heard
from tools.shop.orders import Ending, units
from tools.shop.publisher import Published
from tools.shop.storefront import Answers
from tools.shop.verdict import show_problems

SOLD = "on hand is supplied less sold and damaged"
SHELF = "the shelf has all that came and did not leave"
PALLET = "the damaged pallet is accounted for"
RETURNS = "goods that came back are accounted for"


def perfect_day() -> Evidence:
    """Return the findings when everything went as the script says."""
    script = write(seed=3, orders=60)
    sale = script.flash_sale
    winners = frozenset(order.id for order in sale.buyers_over_http[: sale.units])
    published = Published(Counter({"OrderCreated": 60, "OrderShipped": 1}), 4, {("orders", 1, 17): "malformed_json"})
    played = Played(published, Answers(Counter({201: 30})), Heard([]), winners, Recovery(10, 3.0))
    endings = Evidence(script, played, nothing_found()).endings
    heard = Heard([*announcements(endings), *levels(script)])
    found = replace(
        nothing_found(),
        stock={sku: shelves(script, sku) for sku in script.supplied},
        carried=dict(script.carried),
        reservations={
            order_id: Reserved(ending.status, units(ending.taken), units(ending.held), Counter())
            for order_id, ending in endings.items()
            if ending.status is not None
        },
        inbox_events=61,
        dead_letters=dict(published.bad),
    )
    return Evidence(script, replace(played, heard=heard), found)


def shelves(script: Script, sku: str) -> tuple[Level, ...]:
    """The shelves of a SKU, with all its holds at one of them, and the units that are to ship."""
    aside = [
        Level(place, units, 0, 0, sells=False, on_shelf=units)
        for place in (TO_INSPECT, DAMAGED)
        if (units := script.unsellable[sku, place])
    ]
    places = [place for of, place in script.shelf.units if of == sku and place not in NOT_FOR_SALE]
    to_ship = script.shelf.of(sku) - sum(one.on_hand for one in aside) - on_hand(script, sku)
    gone, back = script.shelf.anywhere[sku], script.shelf.somewhere[sku]
    found: list[Level] = []
    for place in places:
        left = min(gone, script.shelf.units[sku, place])
        there, gone = script.shelf.units[sku, place] - left + back, gone - left
        back = 0
        sold, to_ship = min(to_ship, there), to_ship - min(to_ship, there)
        found.append(Level(place, there - sold, 0, 0, to_ship=sold, on_shelf=there))
    first = found[0] if found else Level("berlin", 0, 0, 0)
    return replace(first, reserved=script.open_holds[sku]), *found[1:], *aside


def on_hand(script: Script, sku: str) -> int:
    left = script.supplied[sku] - script.gone[sku] - script.warehouse.lost[sku]
    return left + script.returns.back[sku]


def nothing_found() -> Found:
    return Found({}, {}, 0, 0, 0, {}, Report(datetime.now(UTC), {"movements": 12}))


def announcements(endings: Mapping[str, Ending]) -> list[Announcement]:
    """Each that must be told, as often as it must be."""
    told = [
        (order_id, type_, ending.status)
        for order_id, ending in endings.items()
        for type_, times in ending.announced.items()
        for _ in range(times[0])
    ]
    return [
        Announcement(f"outcome-{n}", type_, order_id, n, {"status": status})
        for n, (order_id, type_, status) in enumerate(told)
    ]


def levels(script: Script) -> list[Announcement]:
    return [
        Announcement(
            f"level-{sku}",
            LEVEL,
            sku,
            1,
            {"quantity_on_hand": on_hand(script, sku), "quantity_reserved": script.open_holds[sku]},
        )
        for sku in script.supplied
    ]


def failed(evidence: Evidence) -> set[str]:
    return {check.title for check in check_all(evidence) if check.problems}


def first_with(evidence: Evidence, status: str) -> str:
    return next(order_id for order_id, one in evidence.found.reservations.items() if one.status == status)


def test_a_perfect_day_passes() -> None:
    assert failed(perfect_day()) == set()


def wrong_status(day: Evidence) -> Evidence:
    order_id = first_with(day, "confirmed")
    day.found.reservations[order_id] = replace(day.found.reservations[order_id], status="pending")
    return day


def order_lost(day: Evidence) -> Evidence:
    del day.found.reservations[first_with(day, "released")]
    return day


def order_invented(day: Evidence) -> Evidence:
    day.found.reservations["nobody"] = Reserved("released", Counter(), Counter(), Counter())
    return day


def unit_lost(day: Evidence) -> Evidence:
    sku = next(iter(day.script.stories)).wanted[0].sku
    level = day.found.stock[sku][0]
    day.found.stock[sku] = (replace(level, on_hand=level.on_hand - 1), *day.found.stock[sku][1:])
    return day


def parcel_forgotten(day: Evidence) -> Evidence:
    """A unit that left is still to ship."""
    sku = next(story.ending.taken[0].sku for story in day.script.stories if "StockDispatched" in story.ending.announced)
    level = day.found.stock[sku][0]
    still = replace(level, to_ship=level.to_ship + 1, on_shelf=level.on_shelf + 1)
    day.found.stock[sku] = (still, *day.found.stock[sku][1:])
    return day


def gone_when_paid(day: Evidence) -> Evidence:
    """The units of the flash sale, that nobody has sent yet, are not on the shelf."""
    levels = day.found.stock[FLASH_SKU]
    day.found.stock[FLASH_SKU] = tuple(replace(level, to_ship=0, on_shelf=0) for level in levels)
    return day


def pallet_sold(day: Evidence) -> Evidence:
    fell = day.script.warehouse.dropped.sku
    *others, damaged = day.found.stock[fell]
    day.found.stock[fell] = (*others, replace(damaged, sells=True))
    return day


def unit_lost_aside(day: Evidence) -> Evidence:
    fell = day.script.warehouse.dropped.sku
    *others, damaged = day.found.stock[fell]
    day.found.stock[fell] = (*others, replace(damaged, on_hand=0))
    return day


def return_sold_unseen(day: Evidence) -> Evidence:
    """Goods that are to be inspected are for sale."""
    sku = next(iter(day.script.returns.left))
    day.found.stock[sku] = tuple(replace(one, location="lyon", sells=True) for one in day.found.stock[sku])
    return day


def return_forgotten(day: Evidence) -> Evidence:
    """A unit that is for sale again is still away."""
    sku = next(iter(day.script.returns.sellable))
    level = day.found.stock[sku][0]
    day.found.stock[sku] = (
        replace(level, on_hand=level.on_hand - 1, on_shelf=level.on_shelf - 1),
        *day.found.stock[sku][1:],
    )
    return day


def unit_lost_on_the_way(day: Evidence) -> Evidence:
    moved = day.script.warehouse.relocated
    day.found.carried[moved.sku, moved.destination] -= 1
    return day


def hold_forgotten(day: Evidence) -> Evidence:
    sku = next(iter(+day.script.open_holds))
    day.found.stock[sku] = (replace(day.found.stock[sku][0], reserved=0), *day.found.stock[sku][1:])
    return day


def wrong_location(day: Evidence) -> Evidence:
    order_id = first_with(day, "confirmed")
    one = day.found.reservations[order_id]
    day.found.reservations[order_id] = replace(one, misplaced=Counter(dict.fromkeys(one.taken, 1)))
    return day


def oversold(day: Evidence) -> Evidence:
    loser = next(order.id for order in day.script.flash_sale.buyers_over_http if order.id not in day.played.winners)
    day.found.reservations[loser] = Reserved("confirmed", Counter({FLASH_SKU: 1}), Counter(), Counter())
    return day


def undersold(day: Evidence) -> Evidence:
    winners = frozenset(sorted(day.played.winners)[1:])
    return Evidence(day.script, replace(day.played, winners=winners), day.found)


def hears(day: Evidence, told: list[Announcement]) -> Evidence:
    return Evidence(day.script, replace(day.played, heard=Heard(told)), day.found)


def outcome_unannounced(day: Evidence) -> Evidence:
    told = day.played.heard.announcements
    lost = next(one for one in told if one.type == "StockConfirmed")
    return hears(day, [one for one in told if one is not lost])


def outcome_announced_twice(day: Evidence) -> Evidence:
    told = day.played.heard.announcements
    one = next(one for one in told if one.type == "StockConfirmed")
    return hears(day, [*told, replace(one, id="another", sequence=one.sequence + 1)])


def level_told_wrong(day: Evidence) -> Evidence:
    told = day.played.heard.announcements
    last = replace(told[-1], id="another", sequence=2, data={"quantity_on_hand": -1, "quantity_reserved": 0})
    return hears(day, [*told, last])


def told_out_of_order(day: Evidence) -> Evidence:
    told = day.played.heard.announcements
    return hears(day, [*told, replace(told[-1], id="another", sequence=0)])


def event_lost(day: Evidence) -> Evidence:
    return replace(day, found=replace(day.found, inbox_events=60))


def event_not_done(day: Evidence) -> Evidence:
    return replace(day, found=replace(day.found, inbox_pending=1))


def outcome_in_the_outbox(day: Evidence) -> Evidence:
    return replace(day, found=replace(day.found, outbox_events=1))


def dead_for_another_reason(day: Evidence) -> Evidence:
    return replace(day, found=replace(day.found, dead_letters={("orders", 1, 17): "attempts_exhausted"}))


def good_event_dead(day: Evidence) -> Evidence:
    day.found.dead_letters["payments", 0, 3] = "attempts_exhausted"
    return day


def wrong_answer(day: Evidence) -> Evidence:
    day.played.answers.wrong.append("POST /v1/reservations: 500")
    return day


def audit_complains(day: Evidence) -> Evidence:
    day.found.audit.discrepancies.append(Discrepancy("running balances chain", "movement 1", "1", "2"))
    return day


@pytest.mark.parametrize(
    ("spoil", "titles"),
    [
        (wrong_status, {"every order ended as its story says"}),
        (order_lost, {"every order ended as its story says"}),
        (order_invented, {"every order ended as its story says"}),
        (unit_lost, {SOLD, SHELF, "the last level announced is the stock"}),
        (parcel_forgotten, {SHELF}),
        (gone_when_paid, {SHELF}),
        (pallet_sold, {SOLD, PALLET, "the last level announced is the stock"}),
        (unit_lost_aside, {PALLET, SHELF}),
        (return_sold_unseen, {SOLD, SHELF, RETURNS, "the last level announced is the stock"}),
        (return_forgotten, {SOLD, SHELF, "the last level announced is the stock"}),
        (unit_lost_on_the_way, {"moves lose and make no unit"}),
        (hold_forgotten, {"reserved is held by open orders", "the last level announced is the stock"}),
        (wrong_location, {"lines come from the location they name"}),
        (oversold, {"every order ended as its story says", "the flash sale sold its units, no more"}),
        (
            undersold,
            {
                "every order ended as its story says",
                "the flash sale sold its units, no more",
                "every outcome was announced",
            },
        ),
        (outcome_unannounced, {"every outcome was announced"}),
        (outcome_announced_twice, {"every outcome was announced"}),
        (level_told_wrong, {"the last level announced is the stock"}),
        (told_out_of_order, {"announcements are in order, per key"}),
        (event_lost, {"every event was taken once"}),
        (event_not_done, {"every event was taken once"}),
        (outcome_in_the_outbox, {"every event was taken once"}),
        (dead_for_another_reason, {"dead letters are the bad messages"}),
        (good_event_dead, {"dead letters are the bad messages"}),
        (wrong_answer, {"HTTP calls were answered right"}),
        (audit_complains, {"the audit is clean"}),
    ],
)
def test_what_goes_wrong_is_noticed(spoil: Callable[[Evidence], Evidence], titles: set[str]) -> None:
    assert failed(spoil(perfect_day())) == titles


def test_an_event_that_is_delivered_again_counts_once() -> None:
    one = Announcement("a", "StockReserved", "order-1", 1, {"status": "pending"})
    two = Announcement("b", "StockConfirmed", "order-1", 2, {"status": "confirmed"})
    heard = Heard([one, two, one])
    assert heard.announcements == [one, two]
    assert heard.by_type == {"StockReserved": 1, "StockConfirmed": 1}
    assert heard.out_of_order() == []


def test_units_of_an_order_are_added_up_over_its_locations() -> None:
    lines = [
        {
            "sku": "jug",
            "quantity": 3,
            "allocations": [{"location": "lyon", "held": 1, "taken": 0}, {"location": "porto", "held": 2, "taken": 0}],
        },
        {
            "sku": "mug",
            "quantity": 1,
            "location": "lyon",
            "allocations": [{"location": "porto", "held": 1, "taken": 0}],
        },
    ]
    assert reserved("pending", lines) == Reserved(
        "pending", Counter(), Counter({"jug": 3, "mug": 1}), Counter({"mug": 1})
    )


def test_the_summary_says_what_failed() -> None:
    console = Console(width=80, record=True, file=StringIO())
    day = unit_lost(perfect_day())
    checks = check_all(day)
    show(console, day, checks, 30.0)
    show_problems(console, checks)
    text = console.export_text()
    assert "3 of 16 checks failed" in text
    assert FLASH_SKU in text
    assert "✗ on hand is supplied less sold and damaged" in text
