"""The place of a moment in the ledger."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from console.reading.moments import first_from
from inventory.database.tables import Movement
from tests.inventory.history import make_history


def test_the_first_movement_from_a_moment_on(session: Session) -> None:
    make_history(session, skus=4, each=40)
    ledger = list(session.scalars(select(Movement).where(Movement.sku == "sku-3").order_by(Movement.id)))
    a_bit = timedelta(seconds=1)
    for number, one in enumerate(ledger):
        parted = first_from(session, "sku-3", one.occurred_at)
        assert parted is not None
        assert [each for each in ledger if each.id >= parted] == ledger[number:]
        after = first_from(session, "sku-3", one.occurred_at + a_bit)
        assert after is not None
        assert [each for each in ledger if each.id >= after] == ledger[number + 1 :]


def test_moments_outside_the_ledger(session: Session) -> None:
    make_history(session, skus=1, each=5)
    ledger = list(session.scalars(select(Movement).order_by(Movement.id)))

    assert first_from(session, "sku-1", ledger[0].occurred_at - timedelta(days=1)) == ledger[0].id
    assert first_from(session, "sku-1", ledger[-1].occurred_at + timedelta(days=1)) == ledger[-1].id + 1
    assert first_from(session, "ghost", ledger[0].occurred_at) is None
