"""The shop and the model of it, side by side: both hear the same commands, and are compared."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from inventory.domain.commands import Command, Reserve
from inventory.domain.locations import LocationSettings
from inventory.domain.orders.requests.cancel_errors import CancelExceedsOrder
from inventory.domain.orders.requests.dispatch_errors import DispatchExceedsOrder
from inventory.domain.orders.requests.return_errors import ReturnExceedsOrder
from inventory.domain.outcome import OrderOutcome, Outcome
from inventory.errors import InsufficientStock, NotSellable
from inventory.write_path.apply import apply
from inventory.write_path.following import follow, unsettled
from inventory.write_path.locations import set_up
from tests.inventory.making import HOLDS, NOON
from tests.inventory.model import table
from tests.inventory.model.commands import PRIORITIES
from tests.inventory.model.reading import Rows, Tables, read
from tests.inventory.model.shelf import TrueShelf
from tests.inventory.model.shop import Answer, Shop
from tests.inventory.model.stock import Place, Site
from tests.inventory.model.telling import Short


@dataclass
class Known:
    """The model, and how far tables that only grow have been read."""

    model: Shop
    outbox: int
    ledger: int
    balances: dict[Place, table.Balance] = field(default_factory=dict)
    sequences: dict[str, int] = field(default_factory=dict)
    moved_at: dict[Place, datetime] = field(default_factory=dict)
    told_at: dict[str, datetime] = field(default_factory=dict)
    shelf: TrueShelf = field(default_factory=TrueShelf)
    named: set[str] | None = None
    """The SKUs that were known from the beginning."""
    reversible: list[int] = field(default_factory=list)
    """The ids of all adjustments and moves of units, counts left out."""


class SideBySide:
    """One open transaction on an empty shop, and the model of it. Nothing of it stays. Paid units
    are to ship for `patience`.
    """

    def __init__(self, session: Session, patience: timedelta = timedelta()) -> None:
        self.session = session
        self.now = NOON
        session.execute(
            text("INSERT INTO location (name, priority) VALUES (:name, :priority)"),
            [{"name": name, "priority": priority} for name, priority in PRIORITIES.items()],
        )
        self.answers: list[Answer] = []
        """The answers to the last batch."""
        sites = {name: Site(priority) for name, priority in PRIORITIES.items()}
        self.holds = replace(HOLDS, dispatched_after_seconds=int(patience.total_seconds()))
        self.known = Known(Shop(sites, patience=patience), self._newest("outbox_event"), self._newest("stock_movement"))

    @property
    def model(self) -> Shop:
        return self.known.model

    def apply(self, commands: Sequence[Command]) -> Tables:
        """Apply these as one batch. The model does one after the other. Returns what it left."""
        levels = table.levels(self.model)
        # Every other time as with the commit: the writes wait until something else is asked.
        self.session.info["writes_last"] = not self.session.info.get("writes_last")
        outcomes = apply(self.session, commands, now=self.now, holds=self.holds)
        answers = [self.model.do(command, self.now) for command in commands]
        assert [_answer(outcome) for outcome in outcomes] == answers
        self.answers = answers
        for command, answer in zip(commands, answers, strict=True):
            if answer.error is None:
                self.known.shelf.hear(command, self.now)
        tables = self._compare(levels)
        self._look_at_the_shelf(tables.on_shelves)
        return tables

    def set_up(self, name: str, site: Site) -> None:
        """Set a place up. Nothing is announced, and no row of stock changes, before `follow`."""
        levels = table.levels(self.model)
        settings = LocationSettings(site.priority, sells=site.sells, active=site.active, returns_to=site.returns_to)
        outcome = set_up(self.session, name, settings)
        assert outcome.created is (name not in self.model.sites)
        assert outcome.changed is (self.model.sites.get(name) != site)
        self.model.set_up(name, site)
        self._compare(levels)

    def follow(self) -> None:
        """The sweep comes by each place that was changed, and leaves none."""
        for one in unsettled(self.session):
            levels = table.levels(self.model)
            assert follow(self.session, one, after="", now=self.now, holds=self.holds) is None
            self.model.follow(one.name)
            self._compare(levels)
        assert unsettled(self.session) == []
        assert all(row.sells is self.model.sites[place[1]].serves for place, row in self.model.rows.items())

    def _compare(self, levels: dict[str, table.Level]) -> Tables:
        tables = read(self.session, ledger=self.known.ledger, outbox=self.known.outbox)
        assert table.of_tables(tables) == table.of_model(self.model)
        self._read_ledger(tables)
        self._read_outbox(tables.announced, levels)
        return tables

    def _look_at_the_shelf(self, on_shelves: Rows) -> None:
        """The units on shelf have come and have not left. Orders, payments and cancellations are no
        matter. Of SKUs that were ever untracked nobody knows it.
        """
        known = self.known
        if known.named is None:
            known.named = {sku for sku, _ in self.model.rows}
        lies = table.on_shelves(on_shelves)
        for sku in known.named - {sku for sku, policy in self.model.policies.items() if "tracked" in policy.said}:
            assert lies[sku] == known.shelf.lies_there(sku, self.model.orders), sku

    def apply_both_ways(self, commands: Sequence[Command]) -> None:
        """The commands one by one, all of that undone, and then in one batch: both must say and
        leave the same.
        """
        before: tuple[datetime, Known] = self.now, deepcopy(self.known)
        with self.session.begin_nested() as savepoint:
            for part in [[command] for command in commands] or [[]]:
                one_by_one = self.apply(part).contents
            savepoint.rollback()
        self.now, self.known = before
        assert self.apply(commands).contents == one_by_one

    def _read_ledger(self, tables: Tables) -> None:
        """The moved units are the model's, and each line goes on from the
        balance before it (G5).
        """
        known = self.known
        rows = tables.moved
        known.ledger = rows[-1].id if rows else known.ledger
        known.reversible += table.reversible(rows)
        moved = table.movements(rows, known.balances, known.moved_at)
        assert moved == self.model.movements
        known.shelf.move(moved)
        self.model.movements.clear()
        assert table.taken_back(tables.taken_back) == self.model.taken_back
        counted = {
            place: (on_hand, reserved, shortfall, self.model.counters(place).to_ship)
            for place in self.model.rows
            for on_hand, reserved, _, shortfall in [self.model.counters(place).shown]
        }
        moved_ever = {place: balance for place, balance in counted.items() if place in self.known.balances}
        assert moved_ever == self.known.balances
        assert all(counted[place] == (0, 0, 0, 0) for place in counted.keys() - moved_ever.keys())

    def _read_outbox(self, rows: Rows, before: dict[str, table.Level]) -> None:
        """The world hears the model's announcements, each SKU once, and versions only rise (G6)."""
        self.known.outbox = rows[-1].id if rows else self.known.outbox
        assert [table.told(row) for row in rows if row.type != table.LEVEL_CHANGED] == self.model.told
        self.model.told.clear()
        changed = {row.key: row for row in rows if row.type == table.LEVEL_CHANGED}
        assert {sku: row.payload for sku, row in changed.items()} == table.level_changes(self.model, before)
        assert {sku: row.sequence for sku, row in changed.items()} == {sku: self.model.version(sku) for sku in changed}
        for row in rows:
            assert row.sequence > self.known.sequences.get(row.key, 0)
            self.known.sequences[row.key] = row.sequence
            assert row.occurred_at >= self.known.told_at.get(row.key, row.occurred_at)
            self.known.told_at[row.key] = row.occurred_at

    def _newest(self, name: str) -> Any:
        return self.session.scalar(text(f"SELECT coalesce(max(id), 0) FROM {name}"))


def _answer(outcome: Outcome) -> Answer:
    """As the caller is told it. Nobody waits to hear whether an event began a
    hold.
    """
    lines = outcome.error.lines if isinstance(outcome.error, InsufficientStock) else ()
    much = outcome.error.lines if isinstance(outcome.error, DispatchExceedsOrder) else ()
    kept = outcome.error.lines if isinstance(outcome.error, CancelExceedsOrder) else ()
    back = outcome.error.lines if isinstance(outcome.error, ReturnExceedsOrder) else ()
    return Answer(
        error=None if outcome.error is None else outcome.error.code,
        changed=outcome.changed,
        created=outcome.created and isinstance(outcome.command, Reserve),
        missing=(
            *(
                Short(line.sku, line.location, line.requested, line.available, line.best_single_location)
                for line in lines
            ),
            *(Short(line.sku, None, line.requested, line.remaining) for line in much),
            *(Short(line.sku, None, line.requested, line.cancellable) for line in kept),
            *(Short(line.sku, None, line.requested, line.returnable) for line in back),
        ),
        rules=tuple((one.sku, one.rule) for one in outcome.error.policies)
        if isinstance(outcome.error, NotSellable)
        else (),
        gone=dict(outcome.missing) if isinstance(outcome, OrderOutcome) and outcome.missing is not None else None,
    )
