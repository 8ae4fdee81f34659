"""Stock to reserve from, calls as callers make them, and the ledger's own sums."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPConnection
from typing import Any

from sqlalchemy import func, select

from inventory.database.tables import Movement, Stock
from inventory.database.transactions import Database, now
from inventory.domain.adjustments import AdjustmentReason, Change
from inventory.domain.commands import AdjustStock, Cause
from inventory.domain.locations import LocationSettings
from inventory.write_path.apply import HoldTimes, apply
from inventory.write_path.locations import set_up


def open_location(database: Database, name: str, settings: LocationSettings | None = None) -> None:
    """Set a location up, as people do before they put anything there."""
    with database.transaction() as session:
        set_up(session, name, settings or LocationSettings())


def put_on_shelf(database: Database, quantities: Mapping[str, int], *, location: str = "main") -> None:
    commands = [
        AdjustStock(
            sku=sku,
            adjustment=Change(quantity),
            reason=AdjustmentReason.RECEIVED,
            reference=f"delivery of {sku} to {location}",
            cause=Cause(actor="tests"),
            location=location,
        )
        for sku, quantity in quantities.items()
    ]
    open_location(database, location)
    with database.transaction() as session:
        outcomes = apply(session, commands, now=now(session), holds=HoldTimes())
    assert all(outcome.changed for outcome in outcomes), outcomes


@dataclass(frozen=True)
class Counters:
    on_hand: int
    reserved: int


def counters(database: Database, sku: str) -> Counters:
    """The stock row of a SKU at the main location, after making sure that the ledger explains
    it.
    """
    # One statement: between two of them a transaction of the service may commit.
    row_and_sums = (
        select(
            Stock.quantity_on_hand,
            Stock.quantity_reserved,
            func.sum(Movement.on_hand_delta),
            func.sum(Movement.reserved_delta),
        )
        .join(Movement, Movement.sku == Stock.sku)
        .where(Stock.sku == sku, Stock.location == "main")
        .group_by(Stock.quantity_on_hand, Stock.quantity_reserved)
    )
    with database.transaction() as session:
        on_hand, reserved, *sums = session.execute(row_and_sums).one()
    assert sums == [on_hand, reserved]
    return Counters(on_hand, reserved)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: Any


@dataclass(frozen=True)
class Caller:
    """Calls a real server, each time on a connection of its own."""

    port: int
    timeout: float = 60

    def get(self, path: str) -> Answer:
        return self.call("GET", path)

    def post(self, path: str, body: object = None) -> Answer:
        return self.call("POST", path, None if body is None else json.dumps(body).encode())

    def call(
        self, method: str, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            content = {"Content-Type": "application/json"} if body is not None else {}
            connection.request(method, path, body, {**content, **(headers or {})})
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), json.loads(response.read()))
        finally:
            connection.close()

    def reserve(self, order_id: str, *items: tuple[str, int]) -> Answer:
        lines = [{"sku": sku, "quantity": quantity} for sku, quantity in items]
        return self.post("/v1/reservations", {"order_id": order_id, "items": lines})
