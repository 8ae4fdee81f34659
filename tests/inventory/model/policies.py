"""Policies as the model sees them: the newest statement of each rule (ADR 0054)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from inventory.domain.commands import PolicyCommand, StatePolicy
from inventory.domain.policies import PolicyStatement
from tests.inventory.model.orders import INSTANT

Value = bool | datetime | None
Asked = tuple[str, str | None]


@dataclass(frozen=True)
class Policy:
    """Each rule as it was last stated, with the time."""

    said: Mapping[str, tuple[datetime, Value]] = field(default_factory=dict)
    stock: Mapping[Asked, tuple[datetime, int | None]] = field(default_factory=dict)
    """Safety stock and thresholds: by rule and place, or None for each place without its own."""
    version: int = 0

    def rule(self, name: str) -> Value:
        return self.said[name][1] if name in self.said else None

    @property
    def tracked(self) -> bool:
        return self.rule("tracked") is not False

    def units(self, name: str, place: str) -> int | None:
        for key in ((name, place), (name, None)):
            if key in self.stock and self.stock[key][1] is not None:
                return self.stock[key][1]
        return None

    def units_stated_at(self, name: str, place: str) -> datetime | None:
        return max(
            (at for (rule, where), (at, _) in self.stock.items() if rule == name and where in {None, place}),
            default=None,
        )

    def forbids(self, now: datetime) -> str | None:
        begins, ends = self.rule("sellable_from"), self.rule("sellable_until")
        if self.rule("discontinued"):
            return "discontinued"
        if isinstance(begins, datetime) and begins > now:
            return "not_yet_sold"
        return "no_longer_sold" if isinstance(ends, datetime) and ends <= now else None


def stated(policy: Policy, command: PolicyCommand, now: datetime, threshold_at: datetime | None) -> Policy:
    """The policy after the statement. Equal to `policy` when there is nothing new in it.

    People answer to all that was said before, and to the catalogue's threshold if they state one.
    """
    times = [at for at, _ in policy.said.values()] + [at for at, _ in policy.stock.values()]
    if threshold_at is not None and any(one.low_stock_threshold for one in command.stated.stock):
        times.append(threshold_at)
    last = max(times, default=None)
    at = command.at if isinstance(command, StatePolicy) else now if last is None else max(now, last + INSTANT)
    said = dict(policy.said)
    for name, value in _named(command.stated).items():
        if name not in said or (at, _rank(value)) > (said[name][0], _rank(said[name][1])):
            said[name] = at, value
    stock = dict(policy.stock)
    for key, units in _units(command.stated).items():
        if key not in stock or (at, _amount(units)) > (stock[key][0], _amount(stock[key][1])):
            stock[key] = at, units
    if (said, stock) == (policy.said, policy.stock):
        return policy
    return replace(policy, said=said, stock=stock, version=policy.version + 1)


def _units(stated: PolicyStatement) -> dict[Asked, int | None]:
    return {
        (name, one.location): amount.units
        for one in stated.stock
        for name, amount in (("safety_stock", one.safety_stock), ("threshold", one.low_stock_threshold))
        if amount is not None
    }


def _amount(units: int | None) -> int:
    return -1 if units is None else units


def _named(stated: PolicyStatement) -> dict[str, Value]:
    flags = {"tracked": stated.tracked, "discontinued": stated.discontinued}
    named: dict[str, Value] = {name: flag for name, flag in flags.items() if flag is not None}
    if stated.sellable_from is not None:
        named["sellable_from"] = stated.sellable_from.at
    if stated.sellable_until is not None:
        named["sellable_until"] = stated.sellable_until.at
    return named


def _rank(value: Value) -> float:
    return -1.0 if value is None else float(value) if isinstance(value, bool) else value.timestamp()
