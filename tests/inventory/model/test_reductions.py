"""Histories of partial cancels, by model and core alike (ADR 0062)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tests.inventory.making import cancel_lines, confirm, reserve, stated
from tests.inventory.model.machine import SideBySide


def test_an_order_that_lost_all_lines_after_its_payment_takes_no_others(session: Session) -> None:
    """That is told first, also of lines that the catalogue does not know."""
    both = SideBySide(session)
    for command in (stated("a", 3), reserve("o", ("a", 3)), confirm("o"), cancel_lines("o", "c", ("a", 3))):
        both.apply([command])
    both.apply([reserve("o", ("unknown", 1))])
    assert both.answers[0].error == "reservation_conflict"
