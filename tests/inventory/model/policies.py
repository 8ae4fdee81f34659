"""Policies as the model sees them: the newest statement of each rule (ADR 0054)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from inventory.domain.commands import PolicyCommand, StatePolicy
from inventory.domain.policies import PolicyStatement
from tests.inventory.model.orders import INSTANT

Value = bool | datetime | None


@dataclass(frozen=True)
class Policy:
    """Each rule as it was last stated, with the time."""

    said: Mapping[str, tuple[datetime, Value]] = field(default_factory=dict)
    version: int = 0

    def rule(self, name: str) -> Value:
        return self.said[name][1] if name in self.said else None

    @property
    def tracked(self) -> bool:
        return self.rule("tracked") is not False

    def forbids(self, now: datetime) -> str | None:
        begins, ends = self.rule("sellable_from"), self.rule("sellable_until")
        if self.rule("discontinued"):
            return "discontinued"
        if isinstance(begins, datetime) and begins > now:
            return "not_yet_sold"
        return "no_longer_sold" if isinstance(ends, datetime) and ends <= now else None


def stated(policy: Policy, command: PolicyCommand, now: datetime) -> Policy:
    """The policy after the statement. Equal to `policy` when there is nothing new in it."""
    last = max((at for at, _ in policy.said.values()), default=None)
    at = command.at if isinstance(command, StatePolicy) else now if last is None else max(now, last + INSTANT)
    said = dict(policy.said)
    for name, value in _named(command.stated).items():
        if name not in said or (at, _rank(value)) > (said[name][0], _rank(said[name][1])):
            said[name] = at, value
    return policy if said == policy.said else replace(policy, said=said, version=policy.version + 1)


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
