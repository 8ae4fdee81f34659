"""Untracked lines, added to any history, change no counter of any other SKU (ADR 0054)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from inventory.database.tables import Movement
from inventory.domain.commands import (
    Amend,
    CancelLines,
    Command,
    Line,
    Reserve,
    StateLinesCancelled,
    StateOrder,
    merge_lines,
)
from tests.inventory.making import ruled
from tests.inventory.model.commands import HELD, STOCKED, commands
from tests.inventory.model.settings import TIMEOUT, look
from tests.inventory.shop import Shop

GIFT = "GIFT"
"""Comes before all SKUs of the model, so that baskets compare as they do without it."""
TOLD = (HELD | commands({})).filter(lambda command: not isinstance(command, CancelLines | StateLinesCancelled))
"""No partial cancels: one that leaves nothing of an order would leave it a gift card."""
HISTORY = st.lists(STOCKED, min_size=3, max_size=5).flatmap(
    lambda stocked: st.lists(TOLD, min_size=3, max_size=25).map(lambda told: [*stocked, *told])
)


def with_gifts(command: Command) -> Command:
    """Return the command with a gift card in each of its baskets."""
    if isinstance(command, Reserve | Amend | StateOrder):
        return replace(command, lines=merge_lines([*command.lines, Line(GIFT, 1)]))
    return command


def end(shop: Shop, history: Sequence[Command], minutes: Sequence[int]) -> tuple[Any, ...]:
    """Return each answer, each status, the stock and the ledger, but for gift cards."""
    with shop.session.begin_nested() as savepoint:
        shop.hear(ruled(GIFT, tracked=False, at=-600))
        answers = []
        for command, late in zip(history, minutes, strict=False):
            shop.later(minutes=late)
            (outcome,) = shop.batch(command)
            answers.append((outcome.error and outcome.error.code, outcome.changed, outcome.created))
        orders, stock = shop.outcome()
        columns = (Movement.sku, Movement.location, Movement.kind, Movement.on_hand_delta, Movement.reserved_delta)
        ledger = shop.session.execute(select(*columns).order_by(Movement.id)).all()
        assert shop.discrepancies() == []
        savepoint.rollback()
    return answers, [order[:2] for order in orders], [row for row in stock if row.sku != GIFT], ledger


@pytest.mark.timeout(TIMEOUT)
@look(45)
@given(HISTORY, st.lists(st.sampled_from([0, 0, 1, 16]), min_size=30, max_size=30))
def test_untracked_lines_change_no_counter(shop: Shop, history: list[Command], minutes: list[int]) -> None:
    start = shop.now
    plain = end(shop, history, minutes)
    shop.now = start
    given_away = end(shop, [with_gifts(command) for command in history], minutes)
    shop.now = start
    assert given_away == plain
