"""Whatever is said to the shop, in whatever batches: the tables, the answers, the outbox and the ledger say what the model says.

`MODEL_EXAMPLES` says how many histories to try (`make model`: many, and others each time).
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from copy import deepcopy
from datetime import timedelta
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from inventory.commands import Command
from inventory.operations import apply
from inventory.outcome import Outcome
from tests.inventory.making import HOLDS, NOON
from tests.inventory.model import table
from tests.inventory.model.commands import COMMANDS, PRIORITIES, STOCKED
from tests.inventory.model.shop import Answer, Shop

HISTORIES = os.environ.get("MODEL_EXAMPLES")


class Machine(RuleBasedStateMachine):
    """One transaction in which the shop is played, and the model beside it. Rolled back at the end."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self.session = Session(engine)
        self.now = NOON
        self.model = Shop(dict(PRIORITIES))
        self.session.execute(
            text("INSERT INTO location (name, priority) VALUES (:name, :priority)"),
            [{"name": name, "priority": priority} for name, priority in PRIORITIES.items()],
        )
        self.last_outbox, self.last_movement = self._newest("outbox_event"), self._newest("stock_movement")

    def teardown(self) -> None:
        self.session.close()

    @initialize(supplied=st.lists(STOCKED, min_size=2, max_size=4))
    def open(self, supplied: Sequence[Command]) -> None:
        self._apply(supplied)

    @rule(minutes=st.sampled_from([0.02, 1, 5, 15, 60]))
    def later(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(command=COMMANDS)
    def one(self, command: Command) -> None:
        self._apply([command])

    @rule(commands=st.lists(COMMANDS, min_size=2, max_size=6))
    def batch(self, commands: Sequence[Command]) -> None:
        """The commands one by one, all of that undone; and then the same in one batch must say and leave the same."""
        before = deepcopy(self.model), self.last_outbox, self.last_movement
        with self.session.begin_nested() as savepoint:
            for command in commands:
                self._apply([command])
            one_by_one = table.of_tables(self.session)
            savepoint.rollback()
        self.model, self.last_outbox, self.last_movement = before
        self._apply(commands)
        assert table.of_tables(self.session) == one_by_one

    def _apply(self, commands: Sequence[Command]) -> None:
        outcomes = apply(self.session, commands, now=self.now, holds=HOLDS)
        answers = [self.model.do(command, self.now) for command in commands]
        assert [_answer(outcome) for outcome in outcomes] == answers
        assert table.of_tables(self.session) == table.of_model(self.model)
        moved, self.last_movement = table.movements_since(self.session, self.last_movement)
        assert moved == self.model.movements
        rows = table.outbox_since(self.session, self.last_outbox)
        self.last_outbox = rows[-1].id if rows else self.last_outbox
        assert [table.told(row) for row in rows if row.type != "StockLevelChanged"] == self.model.told
        self.model.told.clear()
        self.model.movements.clear()

    def _newest(self, name: str) -> Any:
        return self.session.scalar(text(f"SELECT coalesce(max(id), 0) FROM {name}"))


def _answer(outcome: Outcome) -> Answer:
    return Answer(None if outcome.error is None else outcome.error.code, outcome.changed)


def test_the_tables_say_what_the_model_says(engine: Engine, database_url: str) -> None:
    class ThisShop(Machine):
        def __init__(self) -> None:
            super().__init__(engine)

    run_state_machine_as_test(
        ThisShop,
        settings=settings(
            max_examples=int(HISTORIES or 60), stateful_step_count=25, deadline=None, derandomize=HISTORIES is None
        ),
    )
