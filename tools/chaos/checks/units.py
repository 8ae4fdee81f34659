"""Checks of units: none is lost, doubled, or below zero."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from tools.chaos.checks.evidence import Evidence
from tools.chaos.checks.found import Content, Key
from tools.chaos.load.assortment import SWITCHED, VOUCHER
from tools.chaos.load.client_log import Fate
from tools.shop.goods import came_back
from tools.shop.orders import units
from tools.shop.verdict import Check, Problem


def adjustments_are_made_once(evidence: Evidence) -> Check:
    """Check each reference of an adjustment: made once if acknowledged, never if refused, at most
    once if unknown or if a fault may have lost it.
    """
    fates: dict[tuple[str, str, int], set[Fate]] = {}
    kept: set[tuple[str, str, int]] = set()
    for one in evidence.exchanges:
        if one.operation.kind in {"adjust", "count"}:
            key = (one.operation.sku, one.operation.reference, one.operation.quantity)
            fates.setdefault(key, set()).add(one.fate)
            if one.fate is Fate.ACKNOWLEDGED and not evidence.may_be_lost(one):
                kept.add(key)

    def problems() -> Iterator[Problem]:
        for key in fates.keys() | evidence.found.adjustments.keys():
            known, times = fates.get(key, set()), evidence.found.adjustments[key]
            if key in kept:
                allowed = range(1, 2)
            elif known & {Fate.UNKNOWN, Fate.ACKNOWLEDGED}:
                allowed = range(2)
            else:
                allowed = range(1)
            if times not in allowed:
                told = ", ".join(sorted(fate.name.lower() for fate in known)) or "never asked for"
                yield Problem(
                    f"adjustment {key[1]} of {key[0]} by {key[2]}", f"{told}: {_times(allowed)}", f"{times} times"
                )

    acknowledged = sum(Fate.ACKNOWLEDGED in known for known in fates.values())
    figures = f"{acknowledged:,} acknowledged of {len(fates):,}"
    return Check("acknowledged adjustments are made once, refused ones never", figures, tuple(problems()))


def units_are_conserved(evidence: Evidence) -> Check:
    """Check that supply and adjustments, less the taken units, are the stock, and that held units
    are reserved: by the client log, by the ledger, and by the stock itself.
    """
    there, found = evidence.found.shop, evidence.found
    physical, reserved = _what_was_said(evidence)

    def problems() -> Iterator[Problem]:
        for sku in sorted(physical.keys() | there.stock.keys() | found.balances.keys()):
            if sku in evidence.buried:
                continue
            levels = there.stock.get(sku, ())
            stock = sum(level.on_hand - level.shortfall for level in levels), sum(level.reserved for level in levels)
            balance = found.balances.get(sku)
            ledger = (balance.physical, balance.reserved) if balance is not None else (0, 0)
            expected = physical[sku], reserved[sku]
            if not expected == ledger == stock:
                told = "physical {}, reserved {}"
                yield Problem(
                    sku,
                    f"by what was said {told.format(*expected)}",
                    f"ledger {told.format(*ledger)}; stock {told.format(*stock)}",
                )

    return Check("units are conserved", f"{len(there.stock):,} SKUs, {physical.total():,} units", tuple(problems()))


def _what_was_said(evidence: Evidence) -> tuple[Counter[str], Counter[str]]:
    """Return the physical and the reserved units of each SKU by the logs. The state that was found
    decides on unknown outcomes, on orders with a dead event, on parcels, returns and partial
    cancels, and on units of the SKU that is untracked at times.
    """
    found = evidence.found
    sent, back, cancelled = of_orders(found.parcels), of_orders(found.returns), of_orders(found.cancels)
    arenas = evidence.of_arena.keys()
    physical, reserved = Counter(evidence.supplied), Counter[str]()
    for (sku, _, difference), times in evidence.found.adjustments.items():
        physical[sku] += difference * times
    for order_id, one in evidence.found.shop.reservations.items():
        taken, held, returned = one.taken, one.held, back[order_id]
        if order_id in evidence.asked_for:
            asked = evidence.asked_for[order_id]
            if not taken[SWITCHED] + held[SWITCHED]:
                asked = asked - Counter({SWITCHED: asked[SWITCHED]})
            left = asked - cancelled[order_id]
            # Units that left are gone in every status.
            taken = (left if one.status == "confirmed" else Counter()) | sent[order_id]
            held = left - sent[order_id] if one.status == "pending" else Counter()
            if cancelled[order_id].keys() & arenas:
                # Rivals reserve such an order again, with all its units. Its history tells.
                taken, held = one.taken, one.held
        elif order_id in evidence.stories and order_id not in evidence.buried:
            ending = evidence.stories[order_id].ending
            taken, held = units(ending.taken + ending.beyond), units(ending.held)
            returned = units(tuple(came_back(evidence.stories[order_id])))
        physical.subtract(taken)
        physical.update(returned)
        reserved.update(held)
    return physical, reserved


def of_orders(facts: Mapping[Key, Content]) -> dict[str, Counter[str]]:
    """Return the units of each order by SKU. A voucher has none to count."""
    of_order: dict[str, Counter[str]] = defaultdict(Counter)
    for (order_id, _), content in facts.items():
        for (sku, *_), quantity in content.items():
            if sku is not None and sku != VOUCHER:
                of_order[order_id][sku] += quantity
    return of_order


def nothing_was_negative(evidence: Evidence) -> Check:
    """Check that no sample of the stock, balance of the ledger or answer was below zero."""
    problems = [Problem("a sample of the stock", "nothing below zero", sample) for sample in evidence.sampler.negative]
    problems += [
        Problem(f"the ledger of {sku}", "nothing below zero", str(balance.lowest))
        for sku, balance in evidence.found.balances.items()
        if balance.lowest < 0
    ]
    for one in evidence.exchanges:
        if one.operation.kind == "read_stock" and one.fate is Fate.ACKNOWLEDGED:
            numbers = {name: value for name, value in one.body.items() if name.startswith("quantity_")}
            if min(numbers.values()) < 0:
                problems.append(Problem(f"an answer about {one.operation.sku}", "nothing below zero", str(numbers)))
    figures = f"{evidence.sampler.samples:,} samples, {evidence.sampler.missed:,} more in outages"
    return Check("no number was ever below zero", figures, tuple(problems))


def _times(right: range) -> str:
    return f"{right[0]} times" if len(right) == 1 else f"{right[0]} to {right[-1]} times"
