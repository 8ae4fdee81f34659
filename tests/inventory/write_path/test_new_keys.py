"""Bound the rows that adjustments and reserves may make, and their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from inventory.database.transactions import Database, now
from inventory.domain.adjustments import AdjustmentReason, Change, Count
from inventory.domain.commands import AdjustStock, Cause, Command, Line, Move, Reserve, StateSupply
from inventory.domain.locations import LocationSettings
from inventory.domain.moves import MoveReason
from inventory.domain.outcome import Outcome, StockOutcome
from inventory.domain.stock.shelf import Shelf
from inventory.errors import (
    ConcurrentChange,
    InvalidIdentifier,
    LocationInactive,
    LocationNotSetUp,
    ProductDiffers,
    UnknownLocation,
    UnknownSku,
)
from inventory.write_path import naming
from inventory.write_path.apply import HoldTimes, apply
from inventory.write_path.locations import set_up
from inventory.write_path.previews.stock import Previews
from tests.statements import noted

CAUSE = Cause(actor="cli:ann")
TEA = AdjustStock("tea", Change(5), AdjustmentReason.RECEIVED, "D-1", CAUSE)
ODD = "tea "


def do(database: Database, *commands: Command) -> list[Outcome]:
    with database.transaction() as session:
        return apply(session, commands, now=now(session), holds=HoldTimes())


def foretold(database: Database, *commands: AdjustStock) -> list[Outcome]:
    with database.snapshot() as session:
        return [one.outcome for one in Previews(session, now=now(session), holds=HoldTimes()).of(commands)]


def kept(database: Database) -> int:
    """Count the rows of stock, locations, movements and orders."""
    with database.transaction() as session:
        return sum(
            session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in ("product_inventory", "location", "stock_movement", "reservation")
        )


def store(database: Database, sku: str, location: str = "main", product: str | None = None) -> None:
    """Have the catalogue state it as older versions heard it: every key in the inbox is applied."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    do(database, StateSupply(sku, product or sku, 5, at, CAUSE, location))


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (replace(TEA, sku=ODD), "sku"),
        (replace(TEA, reference="D-1\n"), "reference"),
        (replace(TEA, product_id=" p"), "product_id"),
        (Reserve("o-1\u00a0", (Line("stored", 1),), CAUSE), "order_id"),
    ],
)
def test_a_new_key_that_can_not_be_seen_whole_is_refused(
    database: Database, command: AdjustStock | Reserve, field: str
) -> None:
    store(database, "stored")
    before = kept(database)

    (outcome,) = do(database, command)

    assert isinstance(outcome.error, InvalidIdentifier)
    assert outcome.error.field == field
    assert kept(database) == before
    if isinstance(command, AdjustStock):
        (told,) = foretold(database, command)
        assert str(told.error) == str(outcome.error)


def test_a_stored_key_is_named_as_it_is(database: Database) -> None:
    store(database, ODD, "ma\u200bin")
    store(database, "pot", "north")

    adjusted, elsewhere, held = do(
        database,
        replace(TEA, sku=ODD, location="ma\u200bin", create=False),
        replace(TEA, sku=ODD, location="north"),
        Reserve("o-1", (Line(ODD, 12, "ma\u200bin"),), CAUSE),
    )
    (another,) = do(database, replace(TEA, sku="mug", location="ma\u200bin"))

    assert (adjusted.error, elsewhere.error, another.error) == (None, None, None)
    assert held.error is not None
    assert held.error.code == "insufficient_stock", "it is known"


def test_a_replay_of_an_odd_reference_stays_one(database: Database) -> None:
    do(database, TEA)
    with database.transaction() as session:
        session.execute(text("UPDATE stock_movement SET reference = 'D-1 '"))

    (again,) = do(database, replace(TEA, reference="D-1 "))

    assert (again.error, again.changed) == (None, False)


def test_without_leave_no_row_is_made(database: Database) -> None:
    store(database, "00777", "north")
    before = kept(database)

    unknown, elsewhere = do(
        database, replace(TEA, sku="777", create=False), replace(TEA, sku="00777", location="nroth", create=False)
    )

    assert isinstance(unknown.error, UnknownSku)
    assert isinstance(elsewhere.error, UnknownLocation)
    assert elsewhere.error.locations == ["north"]
    assert kept(database) == before


NOWHERE = {
    "a new location": (replace(TEA, location="nowhere"), LocationNotSetUp),
    "a new location of a known SKU": (replace(TEA, sku="stored", location="nowhere"), LocationNotSetUp),
    "a held line": (Reserve("o-1", (Line("stored", 1, "nowhere"),), CAUSE), LocationNotSetUp),
    "a line of an order that falls short elsewhere": (
        Reserve("o-1", (Line("stored", 9), Line("stored", 1, "nowhere")), CAUSE),
        LocationNotSetUp,
    ),
    "an inactive location": (replace(TEA, location="closed"), LocationInactive),
    "a line at an inactive location": (Reserve("o-1", (Line("stored", 1, "closed"),), CAUSE), LocationInactive),
}


@pytest.mark.parametrize(("command", "why"), NOWHERE.values(), ids=NOWHERE)
def test_a_request_that_names_an_unknown_or_inactive_location_is_refused_by_name(
    database: Database, command: AdjustStock | Reserve, why: type[LocationNotSetUp | LocationInactive]
) -> None:
    store(database, "stored")
    with database.transaction() as session:
        set_up(session, "closed", LocationSettings(active=False))
    before = kept(database)

    (outcome,) = do(database, command)

    assert isinstance(outcome.error, why)
    assert outcome.error.location in {"nowhere", "closed"}
    assert kept(database) == before
    if isinstance(command, AdjustStock):
        (told,) = foretold(database, command)
        assert str(told.error) == str(outcome.error)


@pytest.mark.parametrize(
    "command",
    [replace(TEA, location="nowhere"), Move("stored", "main", "nowhere", 1, MoveReason.RELOCATED, "M-1", CAUSE)],
    ids=["an adjustment", "a move"],
)
def test_a_request_makes_no_location_to_remove_it_again(database: Database, command: Command) -> None:
    """The foreign key would look for its stock in all of the table."""
    store(database, "stored")
    sent: list[str] = []
    with noted(database.engine, lambda _cursor, statement, _parameters: sent.append(" ".join(statement.split()))):
        do(database, command)
    assert any(statement.startswith("INSERT INTO product_inventory") for statement in sent)
    assert not any(statement.startswith(("INSERT INTO location", "DELETE")) for statement in sent)


@pytest.mark.parametrize("create", [True, False])
def test_a_location_that_is_set_up_just_then_is_asked_for_again(
    database: Database, monkeypatch: pytest.MonkeyPatch, *, create: bool
) -> None:
    """No row could be made there. So nothing may be written of it."""
    note = naming.note_locations

    def set_up_before(session: Session, commands: Sequence[Command], shelf: Shelf) -> None:
        with database.transaction() as another:
            set_up(another, "nowhere", LocationSettings())
        note(session, commands, shelf)

    store(database, "tea")
    before = kept(database)
    command = replace(TEA, location="nowhere", create=create)
    monkeypatch.setattr(naming, "note_locations", set_up_before)
    with pytest.raises(ConcurrentChange):
        do(database, command)
    assert kept(database) == before + 1, "the location"
    monkeypatch.undo()
    (outcome,) = do(database, command)
    assert outcome.changed is create


def test_an_event_may_name_a_location_before_it_is_set_up(database: Database) -> None:
    store(database, "tea", "nowhere")
    made, held = do(database, replace(TEA, location="nowhere"), Reserve("o-1", (Line("tea", 9, "nowhere"),), CAUSE))
    assert (made.error, held.error) == (None, None)


def test_the_default_location_needs_no_set_up(database: Database) -> None:
    (made,) = do(database, TEA)
    assert made.created


def test_what_was_made_is_said(database: Database) -> None:
    store(database, "pot", "north")
    commands = (
        TEA,
        replace(TEA, reference="D-2"),
        replace(TEA, location="north"),
        replace(TEA, sku="mug", adjustment=Count(0, 0)),
    )

    told = [one.created for one in foretold(database, *commands)]
    done = [one.created for one in do(database, *commands)]

    assert told == done == [True, False, True, True]
    assert [one.created for one in do(database, *commands)] == [False] * 4


def test_a_row_of_another_product_is_refused_and_a_new_one_is_of_the_product_that_is_said(database: Database) -> None:
    store(database, "777", product="mug")
    store(database, "pan", "north")

    refused, new_place, made = do(
        database,
        replace(TEA, sku="777", product_id="pot"),
        replace(TEA, sku="777", location="north", product_id="pot"),
        replace(TEA, sku="tea-1", product_id="tea"),
    )

    assert isinstance(refused.error, ProductDiffers)
    assert isinstance(new_place.error, ProductDiffers)
    assert isinstance(made, StockOutcome)
    assert made.stock.product_id == "tea"
    (same,) = do(database, replace(TEA, sku="777", product_id="mug"))
    assert same.error is None
