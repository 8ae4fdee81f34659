"""The checks of a day: the state that the script demands, against the state that was found."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from tools.demo.day import Played
from tools.demo.flash_sale import SKU as FLASH_SKU
from tools.demo.script import Script
from tools.demo.warehouse import MENDED, MISSING, PALLET, WRITTEN_OFF
from tools.shop.catalogue import DAMAGED, TO_INSPECT
from tools.shop.found import Found
from tools.shop.orders import Ending, units
from tools.shop.verdict import Check, Problem


@dataclass(frozen=True)
class Evidence:
    """Everything that the checks compare."""

    script: Script
    played: Played
    found: Found

    @cached_property
    def endings(self) -> Mapping[str, Ending]:
        """Return the right ending of each order. In the flash sale it follows from the winners."""
        told = {story.order_id: story.ending for story in self.script.stories}
        return {**told, **self.script.flash_sale.endings(self.played.winners)}


def check_all(evidence: Evidence) -> list[Check]:
    """Return the checks in the order of the summary."""
    return [check(evidence) for check in CHECKS]


def orders_end_as_told(evidence: Evidence) -> Check:
    expected, found = evidence.endings, evidence.found.reservations

    def problems() -> Iterator[Problem]:
        for order_id in sorted(expected.keys() | found.keys()):
            ending, there = expected.get(order_id, Ending(None)), found.get(order_id)
            if there is None:
                if ending.status is not None:
                    yield Problem(order_id, ending.status, "nothing")
            elif (ending.status, units(ending.taken), units(ending.held)) != (there.status, there.taken, there.held):
                yield Problem(
                    order_id,
                    _ended(ending.status, units(ending.taken), units(ending.held)),
                    _ended(there.status, there.taken, there.held),
                )

    return Check("every order ended as its story says", f"{len(expected):,} orders", tuple(problems()))


def locations_are_kept(evidence: Evidence) -> Check:
    misplaced = {order_id: one.misplaced for order_id, one in evidence.found.reservations.items() if one.misplaced}
    problems = [Problem(order_id, "nothing elsewhere", str(dict(skus))) for order_id, skus in misplaced.items()]
    named = sum(
        line.location is not None for ending in evidence.endings.values() for line in ending.taken + ending.held
    )
    return Check("lines come from the location they name", f"{named:,} lines", tuple(problems))


def on_hand_is_supplied_less_sold(evidence: Evidence) -> Check:
    script = evidence.script
    supplied, gone, lost, back = script.supplied, script.gone, script.warehouse.lost, script.returns.back
    expected = {sku: supplied[sku] - gone[sku] - lost[sku] + back[sku] for sku in supplied}
    found = {sku: evidence.found.on_hand(sku) for sku in evidence.found.stock}
    left = f"{lost.total():,} damaged or missing + {back.total():,} back = {sum(expected.values()):,} units"
    figures = f"{supplied.total():,} - {gone.total():,} sold - {left}"
    return Check("on hand is supplied less sold and damaged", figures, tuple(_differences(expected, found)))


def shelf_is_as_it_was_left(evidence: Evidence) -> Check:
    shelf, stock = evidence.script.shelf, evidence.found.stock
    skus = sorted(evidence.script.supplied.keys() | stock.keys())
    problems = shelf.differences(stock, [sku for sku in skus if sku not in shelf.uncounted])
    levels = [level for levels in stock.values() for level in levels]
    lies_there, to_ship = sum(level.on_shelf for level in levels), sum(level.to_ship for level in levels)
    figures = f"{lies_there:,} units, {to_ship:,} of them sold and to ship. A count missed {MISSING}"
    return Check("the shelf has all that came and did not leave", figures, tuple(problems))


def pallet_is_accounted_for(evidence: Evidence) -> Check:
    wanted = evidence.script.warehouse.unsellable
    figures = f"{PALLET} - {WRITTEN_OFF} written off - {MENDED} mended = {wanted.total()} {DAMAGED}"
    return Check("the damaged pallet is accounted for", figures, tuple(_aside(evidence, DAMAGED)))


def returns_are_accounted_for(evidence: Evidence) -> Check:
    desk = evidence.script.returns
    others = f"{desk.back.total():,} on sale again = {desk.left.total():,} to inspect"
    figures = f"{desk.units:,} - {desk.damaged.total():,} written off - {others}"
    return Check("goods that came back are accounted for", figures, tuple(_aside(evidence, TO_INSPECT)))


def moves_carry_their_units(evidence: Evidence) -> Check:
    def named(units: Mapping[tuple[str, str], int]) -> dict[str, int]:
        return {f"{sku} at {place}": count for (sku, place), count in units.items()}

    script, one = evidence.script, evidence.script.warehouse.relocated
    problems = _differences(named(script.carried), named(evidence.found.carried))
    moves = (*script.warehouse.moves, *script.returns.mended)
    figures = f"{len(moves)} moves, {one.units} units from {one.source} to {one.destination}"
    return Check("moves lose and make no unit", figures, tuple(problems))


def reserved_is_open_holds(evidence: Evidence) -> Check:
    holds = evidence.script.open_holds
    expected = {sku: holds[sku] for sku in evidence.script.supplied}
    found = {sku: evidence.found.reserved(sku) for sku in evidence.found.stock}
    short = {sku: sum(level.shortfall for level in levels) for sku, levels in evidence.found.stock.items()}
    problems = [*_differences(expected, found), *_differences(dict.fromkeys(short, 0), short)]
    return Check("reserved is held by open orders", f"{holds.total():,} units", tuple(problems))


def flash_sale_sold_its_units(evidence: Evidence) -> Check:
    sale, found, played = evidence.script.flash_sale, evidence.found, evidence.played
    buyers = {order.id for order in (*sale.buyers_over_http, *sale.buyers_over_kafka)}
    confirmed = sum(found.reservations[one].taken[FLASH_SKU] for one in buyers if one in found.reservations)
    expected = {"told to have won": sale.units, "units sold": sale.units, "units on hand": 0, "units reserved": 0}
    there = {
        "told to have won": len(played.winners),
        "units sold": confirmed,
        "units on hand": found.on_hand(FLASH_SKU),
        "units reserved": found.reserved(FLASH_SKU),
    }
    figures = f"{sale.buyers:,} buyers, {sale.units} units, {confirmed} sold"
    return Check("the flash sale sold its units, no more", figures, tuple(_differences(expected, there)))


def outcomes_are_announced(evidence: Evidence) -> Check:
    heard = evidence.played.heard

    def problems() -> Iterator[Problem]:
        for order_id in sorted(evidence.endings.keys() | heard.of_order.keys()):
            ending = evidence.endings.get(order_id, Ending(None))
            told = heard.of_order.get(order_id, [])
            counts = Counter(one.type for one in told)
            for type_ in sorted(counts.keys() | ending.announced.keys()):
                if counts[type_] not in (right := ending.announced.get(type_, range(1))):
                    yield Problem(f"{type_} of {order_id}", f"{_times(right)} times", f"{counts[type_]} times")
            if told and told[-1].data["status"] != ending.status:
                yield Problem(f"last announcement of {order_id}", str(ending.status), told[-1].data["status"])

    announced = sum(len(told) for told in heard.of_order.values())
    return Check("every outcome was announced", f"{announced:,} outcomes", tuple(problems()))


def levels_are_announced(evidence: Evidence) -> Check:
    def last(sku: str) -> str:
        told = evidence.played.heard.of_sku.get(sku)
        return "nothing" if not told else _level(told[-1].data["quantity_on_hand"], told[-1].data["quantity_reserved"])

    found = evidence.found
    expected = {sku: _level(found.on_hand(sku), found.reserved(sku)) for sku in found.stock}
    problems = _differences(expected, {sku: last(sku) for sku in found.stock})
    count = sum(len(told) for told in evidence.played.heard.of_sku.values())
    return Check("the last level announced is the stock", f"{count:,} levels", tuple(problems))


def announcements_are_in_order(evidence: Evidence) -> Check:
    heard = evidence.played.heard
    problems = [Problem("sequence", "not falling", fell) for fell in heard.out_of_order()]
    return Check("announcements are in order, per key", f"{len(heard.announcements):,} announcements", tuple(problems))


def inbox_is_drained(evidence: Evidence) -> Check:
    published, found = evidence.played.published, evidence.found
    expected = {"events in the inbox": published.stored, "events not done": 0, "outcomes not announced": 0}
    there = {
        "events in the inbox": found.inbox_events,
        "events not done": found.inbox_pending,
        "outcomes not announced": found.outbox_events,
    }
    figures = f"{published.stored:,} events, {published.redelivered:,} heard twice"
    return Check("every event was taken once", figures, tuple(_differences(expected, there)))


def dead_letters_are_the_bad_messages(evidence: Evidence) -> Check:
    def named(letters: Mapping[tuple[str, int, int], str]) -> dict[str, str]:
        return {f"{topic}/{partition} at {offset}": reason for (topic, partition, offset), reason in letters.items()}

    bad = evidence.played.published.bad
    problems = _differences(named(bad), named(evidence.found.dead_letters))
    return Check("dead letters are the bad messages", f"{len(bad)} messages, each for its reason", tuple(problems))


def calls_are_answered_right(evidence: Evidence) -> Check:
    answers = evidence.played.answers
    problems = [Problem("HTTP call", "a right answer", wrong) for wrong in answers.wrong]
    figures = f"{answers.by_status.total():,} calls, {answers.repeated:,} repeated when busy"
    return Check("HTTP calls were answered right", figures, tuple(problems))


def audit_is_clean(evidence: Evidence) -> Check:
    report = evidence.found.audit
    problems = [Problem(f"{one.check}: {one.subject}", one.expected, one.found) for one in report.discrepancies]
    return Check("the audit is clean", f"{report.counts['movements']:,} movements", tuple(problems))


CHECKS: tuple[Callable[[Evidence], Check], ...] = (
    orders_end_as_told,
    on_hand_is_supplied_less_sold,
    shelf_is_as_it_was_left,
    pallet_is_accounted_for,
    returns_are_accounted_for,
    moves_carry_their_units,
    reserved_is_open_holds,
    locations_are_kept,
    flash_sale_sold_its_units,
    outcomes_are_announced,
    levels_are_announced,
    announcements_are_in_order,
    inbox_is_drained,
    dead_letters_are_the_bad_messages,
    calls_are_answered_right,
    audit_is_clean,
)


def _aside(evidence: Evidence, place: str) -> Iterator[Problem]:
    """Yield the SKUs of which other units lie at a place that does not sell."""
    wanted, stock = evidence.script.unsellable, evidence.found.stock
    skus = evidence.script.supplied.keys() | stock.keys()
    there = {
        sku: sum(one.on_hand for one in stock.get(sku, ()) if one.location == place and not one.sells) for sku in skus
    }
    return _differences({sku: wanted[sku, place] for sku in skus}, there)


def _differences(expected: Mapping[str, object], found: Mapping[str, object]) -> Iterator[Problem]:
    for name in sorted(expected.keys() | found.keys()):
        wanted, there = expected.get(name, "nothing"), found.get(name, "nothing")
        if wanted != there:
            yield Problem(name, str(wanted), str(there))


def _ended(status: str | None, taken: Counter[str], held: Counter[str]) -> str:
    return f"{status}, taken {dict(taken)}, held {dict(held)}"


def _level(on_hand: int, reserved: int) -> str:
    return f"on hand {on_hand}, reserved {reserved}"


def _times(right: range) -> str:
    return str(right[0]) if len(right) == 1 else f"{right[0]} to {right[-1]}"
