"""Histories of goods that came back, by model and core alike (ADR 0061)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from inventory.domain.commands import Command
from tests.inventory.making import (
    amend,
    bring_back,
    came_back,
    cancel,
    cancel_lines,
    completed,
    confirm,
    dispatched,
    lines_cancelled,
    order_cancelled,
    order_created,
    payment_succeeded,
    reassign,
    reserve,
    stated,
)
from tests.inventory.model.machine import SideBySide
from tests.inventory.model.returns import RETURNS
from tests.inventory.model.stock import Site

HISTORIES: dict[str, list[Command]] = {
    "units that lie there again are there for their own order": [
        stated("a", 2),
        came_back("o", "r", ("a", 1, "sellable")),
        order_created("o", ("a", 3)),
    ],
    "a completed order is refunded": [
        stated("a", 5),
        order_created("o", ("a", 3)),
        completed("o"),
        came_back("o", "r", ("a", 1, "sellable")),
        order_created("o", ("a", 2), at=-5),
    ],
    "an order is refunded, and completed": [
        stated("a", 5),
        order_created("o", ("a", 3)),
        payment_succeeded("o"),
        came_back("o", "r", ("a", 1, "sellable"), at=-25),
        order_created("o", ("a", 2), at=-24),
        completed("o"),
        bring_back("o", "r2", ("a", 3, "sellable")),
        bring_back("o", "r3", ("a", 2, "damaged")),
        order_cancelled("o"),
    ],
    "a part came back, and the rest is sent": [
        stated("a", 9),
        order_created("o", ("a", 4)),
        payment_succeeded("o"),
        dispatched("o", "d", ("a", 1), at=-28),
        came_back("o", "r", ("a", 1, "sellable"), at=-27),
        order_created("o", ("a", 3), at=-26),
        dispatched("o", "d2", ("a", 3), at=-25),
    ],
    "more comes back than there was, and what nobody ordered": [
        stated("a", 5),
        stated("b", 5, location="east"),
        order_created("o", ("a", 3)),
        payment_succeeded("o"),
        came_back("o", "r", ("a", 2, "sellable", "west"), ("a", 3, "inspect"), ("b", 1, "sellable"), at=-25),
        came_back("o", "r", ("a", 2, "sellable", "west"), at=-24),
        came_back("o", "r", ("a", 4, "sellable", "west"), at=-24),
    ],
    "a call takes back no more than is out": [
        stated("a", 5),
        reserve("o", ("a", 3)),
        bring_back("o", "r", ("a", 1, "sellable")),
        confirm("o"),
        bring_back("o", "r", ("a", 1, "sellable", "east")),
        bring_back("o", "r", ("a", 1, "sellable", "east")),
        bring_back("o", "r", ("a", 2, "sellable", "east")),
        bring_back("o", "r2", ("a", 1, "damaged", "west")),
        bring_back("o", "r2", ("a", 1, "damaged", "nowhere")),
        bring_back("o", "r2", ("a", 3, "damaged")),
        cancel("o"),
        bring_back("o", "r2", ("a", 1, "damaged")),
    ],
    "a unit is cancelled that came back, and another that left": [
        stated("a", 5),
        order_created("o", ("a", 3)),
        payment_succeeded("o"),
        came_back("o", "r", ("a", 1, "sellable"), at=-25),
        lines_cancelled("o", "c", ("a", 1), at=-24),
        cancel_lines("o", "c2", ("a", 3)),
        payment_succeeded("o", at=-20),
        completed("o"),
        lines_cancelled("o", "c3", ("a", 1), at=-5),
        bring_back("o", "r2", ("a", 4, "sellable")),
        bring_back("o", "r2", ("a", 1, "damaged")),
        order_cancelled("o", at=-1),
    ],
    "a completed order gives up what came back": [
        stated("a", 5),
        order_created("o", ("a", 3)),
        completed("o"),
        came_back("o", "r", ("a", 1, "sellable")),
        lines_cancelled("o", "c", ("a", 1), at=-9),
        lines_cancelled("o", "c2", ("a", 1), at=-8),
        lines_cancelled("o", "c3", ("a", 1), at=-7),
        bring_back("o", "r2", ("a", 2, "sellable")),
    ],
    "what came back is refunded in one call": [
        stated("a", 5),
        order_created("o", ("a", 4)),
        completed("o"),
        cancel_lines("o", "c", ("a", 1)),
        came_back("o", "r", ("a", 2, "sellable")),
        cancel_lines("o", "c", ("a", 3)),
        cancel_lines("o", "c", ("a", 2)),
        cancel_lines("o", "c2", ("a", 1)),
    ],
    "all lines are cancelled, and goods come back": [
        stated("a", 5),
        reserve("o", ("a", 3)),
        confirm("o"),
        bring_back("o", "r", ("a", 1, "sellable")),
        cancel_lines("o", "c", ("a", 2)),
        cancel_lines("o", "c2", ("a", 2)),
        cancel_lines("o", "c2", ("a", 1)),
        came_back("o", "r2", ("a", 3, "inspect"), at=5),
        order_created("o", ("a", 1), at=10),
        payment_succeeded("o", at=11),
    ],
    "goods come back, lines are cancelled, and then the order is heard": [
        stated("a", 5),
        came_back("o", "r", ("a", 2, "sellable"), at=-25),
        lines_cancelled("o", "c", ("a", 1), at=-24),
        order_created("o", ("a", 3)),
        payment_succeeded("o"),
        came_back("o", "r", ("a", 1, "sellable"), at=-23),
        order_created("o", ("a", 1), at=-22),
    ],
    "an order of which goods came back has the others from elsewhere": [
        stated("a", 5),
        stated("a", 5, location="east"),
        reserve("o", ("a", 3)),
        confirm("o"),
        came_back("o", "r", ("a", 1, "damaged"), at=5),
        reassign("o", "a", "main", "east", 1),
        reassign("o", "a", "east", "main", 1),
        cancel_lines("o", "c", ("a", 1)),
    ],
}


@pytest.mark.parametrize("patience", [timedelta(), timedelta(minutes=30)], ids=["not awaited", "awaited"])
@pytest.mark.parametrize("name", HISTORIES)
def test_the_core_does_as_the_model(session: Session, name: str, patience: timedelta) -> None:
    both = SideBySide(session, patience)
    for command in HISTORIES[name]:
        both.apply([command])


def test_goods_that_are_not_for_sale_lie_where_the_place_says(session: Session) -> None:
    both = SideBySide(session)
    both.set_up("east", Site(1, sells=False))
    both.set_up("main", Site(1, returns_to="east"))
    both.apply([stated("a", 5), order_created("o", ("a", 3)), payment_succeeded("o")])
    both.apply([came_back("o", "r", ("a", 1, "damaged"), ("a", 1, "sellable"), ("a", 4, "sellable", "west"))])
    assert both.model.counters(("a", "east")).physical == 1
    assert both.model.counters(("a", RETURNS)).physical == 3


def test_what_came_back_makes_up_for_missing_units_first(session: Session) -> None:
    """A unit came back to where one was missing. One more than there are would have been sold."""
    both = SideBySide(session, timedelta())
    both.apply([stated("a", 2, location="main"), stated("a", 2, location="east")])
    both.apply([reserve("o", ("a", 1), ("a", 1, "east"))])
    both.apply([came_back("o", "r1", ("a", 1, "sellable", "west"), ("a", 2, "sellable", "main"), at=0)])
    both.apply([cancel_lines("o", "c2", ("a", 1))])
    both.set_up("west", Site(1))
    both.apply([amend("o", ("a", 1), ("a", 1, "west"))])
    both.now += timedelta(minutes=1)
    both.apply([cancel_lines("o", "c1", ("a", 1))])
    both.now += timedelta(hours=2)
    both.apply([reserve("o", ("a", 1, "west"))])
    both.apply([confirm("o")])
    assert both.model.counters(("a", "west")).physical == -1
    both.apply([order_created("o", ("a", 8), at=41)])
    assert both.model.orders["o"].lines == {("a", "west"): 1}
