"""Read the units that could be reserved now. Takes no lock."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Text,
    bindparam,
    case,
    func,
    select,
    text,
)
from sqlalchemy.orm import Session

from inventory.database.calls import Call, Row
from inventory.database.pipelining import Compiled, run
from inventory.database.rows import RULES, SERVES, rules_of
from inventory.database.tables import Location, Stock, Time
from inventory.domain.commands import DEFAULT_LOCATION, Line


@dataclass(frozen=True, slots=True)
class Offer:
    """The units that a line could have now. None for an untracked SKU: any number is there."""

    line: Line
    available: int | None
    sellable: bool = True
    """False if the policy of the SKU forbids to sell it now."""

    @property
    def shortfall(self) -> int:
        return 0 if self.available is None else max(self.line.quantity - self.available, 0)


Units = dict[str, dict[str, int]]
"""Units that a reserve could get, by SKU and location."""


@dataclass(frozen=True, slots=True)
class Obtainable:
    """The units that a reserve could get, and the SKUs whose policy says otherwise."""

    units: Units
    untracked: frozenset[str] = frozenset()
    not_sold: frozenset[str] = frozenset()
    misnamed: frozenset[str] = frozenset()
    """Locations that lines of untracked SKUs name, and may not."""


_SELLABLE = Stock.quantity_available - func.least(Stock.quantity_available, func.coalesce(Stock.safety_stock, 0))
_AVAILABLE = Compiled(
    # A row that does not serve has no units to give, and tells the rules of its SKU all the same.
    select(Stock.sku, Stock.location, case((SERVES, _SELLABLE)), RULES)
    .where(Stock.sku == func.any(bindparam("skus_", type_=ARRAY(Text))))
    .order_by(Stock.sku, Stock.location)
)


_NAMED = Compiled(
    select(Location.name, Location.active).where(Location.name == func.any(bindparam("names_", type_=ARRAY(Text))))
)


def available(session: Session, skus: Collection[str]) -> Units:
    """Return the sellable units of each SKU at locations that sell. A SKU without any is absent."""
    (found,) = run(session, _AVAILABLE({"skus_": sorted(skus)}))
    return _units(found)


def _units(found: Iterable[Row]) -> Units:
    units: Units = {}
    for sku, location, quantity, *_ in found:
        if quantity is not None:
            units.setdefault(sku, {})[location] = quantity
    return units


OVERDUE_LOOKED_AT = 50_000
"""Maximum number of overdue holds that one check looks at: the oldest, of any SKU.

A sweep that is late must not make each check read a million. A check reads this many in some 10 ms,
and a sweep ends them in some seconds.
"""


# One statement, so that a hold that ends meanwhile counts as a hold or as available, and not as
# neither. Its parts are added up and not joined: the plan of a join compared each with each.
_AVAILABLE_OR_OVERDUE = Compiled(
    text(
        """
    WITH due AS (
        SELECT lines FROM reservation WHERE status = 'pending' AND expires_at <= :now ORDER BY expires_at LIMIT :limit
    )
    SELECT sku, location, greatest(sum(units), 0)::bigint
    FROM (
        SELECT sku, location, quantity_on_hand - quantity_shortfall - quantity_reserved - coalesce(safety_stock, 0) AS units,
            true AS serves
        FROM product_inventory
        WHERE sku = ANY(:skus) AND product_inventory.sells
            AND (SELECT l.sells AND l.active FROM location l WHERE l.name = product_inventory.location)
        UNION ALL
        SELECT line ->> 'sku' COLLATE "C", allocation ->> 'location' COLLATE "C", (allocation ->> 'held')::bigint, false
        FROM due, jsonb_array_elements(lines) AS line, jsonb_array_elements(line -> 'allocations') AS allocation
        WHERE line ->> 'sku' = ANY(:skus)
    ) AS counted
    GROUP BY sku, location
    HAVING bool_or(serves)
    ORDER BY sku, location
    """
    ).bindparams(
        bindparam("skus", type_=ARRAY(Text)), bindparam("now", type_=Time), bindparam("limit", type_=BigInteger)
    )
)


def available_or_overdue(session: Session, skus: Collection[str], *, now: datetime) -> Units:
    """Return the units of each SKU that are available or in overdue holds: a reserve gets both."""
    (found,) = run(session, _AVAILABLE_OR_OVERDUE({"skus": list(skus), "now": now, "limit": OVERDUE_LOOKED_AT}))
    return _units(found)


def first_calls(checks: Sequence[Sequence[Line]]) -> list[Call]:
    """Return the calls that `obtainable` runs first. A transaction may send them with its
    beginning.
    """
    return [_AVAILABLE({"skus_": sorted(_skus(checks))})]


def _skus(checks: Sequence[Sequence[Line]]) -> set[str]:
    return {line.sku for lines in checks for line in lines}


def obtainable(session: Session, checks: Sequence[Sequence[Line]], *, now: datetime) -> Obtainable:
    """Return the units that a reserve could get, of all SKUs of these checks.

    Overdue holds are looked for only where a check falls short.
    """
    (found,) = run(session, *first_calls(checks))
    policies = {sku: rules_of(sku, rules) for sku, *_, rules in found if rules is not None}
    seen = Obtainable(
        _units(found),
        untracked=frozenset(sku for sku, policy in policies.items() if not policy.tracked),
        not_sold=frozenset(sku for sku, policy in policies.items() if policy.broken_rule(now) is not None),
    )
    if seen.untracked:
        seen = replace(seen, misnamed=_misnamed(session, seen, checks))
    short = {offer.line.sku for lines in checks for offer in offers(seen, lines) if offer.shortfall and offer.sellable}
    short &= seen.units.keys()
    return replace(seen, units=seen.units | available_or_overdue(session, short, now=now)) if short else seen


def _misnamed(session: Session, seen: Obtainable, checks: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Look up the locations that only lines of untracked SKUs name. Others have no units there."""
    lines = [line for lines in checks for line in lines if line.sku in seen.untracked]
    named = {line.location for line in lines if line.location not in {None, *seen.units.get(line.sku, ())}}
    if not named:
        return frozenset()
    (found,) = run(session, _NAMED({"names_": sorted(filter(None, named))}))
    active: dict[str, bool] = dict(found)
    return frozenset(name for name in named if name and not active.get(name, name == DEFAULT_LOCATION))


def offers(obtainable: Obtainable, lines: Sequence[Line]) -> list[Offer]:
    """Return the units that each line could have if all were reserved at once.

    An unknown SKU offers 0, and so does one that is not sold now. So does a location that is not
    set up, or not active. Lines that name a location have their pick first. The units that they
    take are not offered to the other lines.
    """
    offered = _offered(obtainable.units, lines)
    return [_offer(obtainable, line, offered[line]) for line in lines]


def _offer(obtainable: Obtainable, line: Line, units: int) -> Offer:
    if line.sku in obtainable.not_sold:
        return Offer(line, 0, sellable=False)
    unbounded = line.sku in obtainable.untracked and line.location not in obtainable.misnamed
    return Offer(line, None if unbounded else units)


def _offered(units: Units, lines: Sequence[Line]) -> dict[Line, int]:
    remaining = {line.sku: dict(units.get(line.sku, {})) for line in lines}
    offered: dict[Line, int] = {}
    for line in sorted(lines, key=lambda line: line.location is None):
        levels = remaining[line.sku]
        places = [location for location in levels if line.location in {None, location}]
        offered[line] = sum(levels[location] for location in places)
        missing = line.quantity
        for location in places:
            taken = min(missing, levels[location])
            levels[location] -= taken
            missing -= taken
    return offered
