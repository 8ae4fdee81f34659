"""Our side: reserve, then confirm, through the API's group commit, from threads of this process."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import uuid4

from api.turns.group_commit import GroupCommit
from inventory.database.transactions import API_LIMITS, Database
from inventory.domain.commands import Confirm, OrderRequest, Reserve
from inventory.domain.outcome import OrderOutcome
from inventory.process.garbage import spare_all_that_is_loaded
from inventory.write_path.idempotency import CallerRequest
from tools.bench.load.orders import CAUSE, Pattern, lives
from tools.bench.load.warehouse import HOLDS, Warehouse
from tools.bench.others.books import Books
from tools.bench.others.clients import Life, Lived, live

OURS = "ours"
_BOOKS = """
SELECT jsonb_build_object(
    'on_hand', (SELECT sum(quantity_on_hand) FROM product_inventory),
    'held', (SELECT sum(quantity_reserved) FROM product_inventory),
    'impossible', (SELECT count(*) FROM product_inventory
                   WHERE quantity_reserved < 0 OR quantity_reserved > quantity_on_hand),
    'finished', (SELECT count(*) FROM reservation WHERE status = 'confirmed'),
    'in_ledger', (SELECT coalesce(sum(on_hand_delta), 0) FROM stock_movement))
"""


@dataclass(frozen=True, slots=True)
class Ours:
    """A warehouse, and the committing thread before it."""

    warehouse: Warehouse
    turns: GroupCommit

    @property
    def name(self) -> str:
        return OURS

    def prepare(self, _pattern: Pattern, _seconds: float, /) -> None:
        """Forget the orders of earlier measurements."""
        self.warehouse.clear_orders()

    def books(self) -> Books:
        found: Books = self.warehouse.value(_BOOKS)
        return found

    def live(self, pattern: Pattern, *, clients: int, seconds: float) -> Lived:
        return live(lambda: self._life(pattern), lambda: None, clients=clients, seconds=seconds)

    def _life(self, pattern: Pattern) -> Life:
        orders = lives(pattern, batch=1, lines=1, prefix=uuid4().hex[:8])

        def once() -> None:
            (order_id,), (lines,) = next(orders)
            self._submit(Reserve(order_id, lines, CAUSE), "pending")
            self._submit(Confirm(order_id, CAUSE), "confirmed")

        return once

    def _submit(self, command: OrderRequest, status: str) -> None:
        (outcome,) = self.turns.submit(CallerRequest((command,)))
        if not isinstance(outcome, OrderOutcome) or outcome.reservation.status != status:
            raise RuntimeError(f"{type(command).__name__} of {command.order_id} ended as {outcome}, not {status}")


@contextmanager
def our_shop(warehouse: Warehouse) -> Iterator[Ours]:
    """Open the way that requests of the API take, with its usual limits, until the block ends."""
    spare_all_that_is_loaded()
    database = Database(warehouse.url, limits=API_LIMITS, pool_size=1, name="bench-others")
    turns = GroupCommit(database, HOLDS, batch=200, queue=1_000, deadline_seconds=5)
    try:
        yield Ours(warehouse, turns)
    finally:
        turns.close()
        database.dispose()
