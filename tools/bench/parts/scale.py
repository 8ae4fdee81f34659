"""The cost of an operation in a large shop, compared with a small one. Each way of growing is
measured by itself.

Two databases of one server, one of which grows, are measured in turns. The rows are made in bulk,
in the form that the service would give them. The operation is `apply`, in batches of 200.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from tools.bench.load.labour import Labour, labour
from tools.bench.load.orders import Pattern
from tools.bench.load.warehouse import PLENTY, SKUS, Warehouse, two_warehouses
from tools.bench.parts.core import Case, reserve_and_confirm
from tools.bench.suite import Suite

ROUNDS = 5
SECONDS = 1.0
CASE = Case(200, Pattern.UNIFORM)
MANY_SKUS = 1_000_000
MANY_MOVEMENTS = 10_000_000
MANY_HOLDS = 1_000_000
MANY_CHANGES = 3_600_000
"""An hour of a thousand a second."""
CHANGES_AT_ONCE = 20_000
QUICK_PART = 0.01

_NEW_SKU = f"'sku-' || lpad((n % {SKUS})::text, 7, '0')"


def run(suite: Suite) -> None:
    """Measure the rate in the small shop and in the one that has grown, and the cost of an
    operation there in comparison.
    """
    part = QUICK_PART if suite.quick else 1.0
    growths: dict[str, tuple[Callable[[Warehouse, int], None], int]] = {
        "skus": (_more_skus, int(MANY_SKUS * part)),
        "ledger": (_more_movements, int(MANY_MOVEMENTS * part)),
        "holds": (_more_holds, int(MANY_HOLDS * part)),
        "churn": (_churn, int(MANY_CHANGES * part)),
    }
    with (
        two_warehouses(suite.directory / "scale") as (small, large),
        labour(small.url, 1) as at_small,
        labour(large.url, 1) as at_large,
    ):
        for name, (grow, count) in growths.items():
            small.clear_orders()
            large.clear_orders()
            grow(large, count)
            if grow is not _churn:
                large.execute("VACUUM ANALYZE", "CHECKPOINT")
            _compare(suite, name, at_small, at_large, skus=count if name == "skus" else SKUS)
            large.execute(f"DELETE FROM product_inventory WHERE sku >= 'sku-{SKUS:07d}'")  # noqa: S608 - a number


def _compare(suite: Suite, name: str, small: Labour, large: Labour, *, skus: int) -> None:
    for _ in suite.rounds(ROUNDS):
        before, _ = small.rate(partial(reserve_and_confirm, CASE, SKUS), processes=1, seconds=SECONDS)
        after, _ = large.rate(partial(reserve_and_confirm, CASE, skus), processes=1, seconds=SECONDS)
        suite.sample(f"scale.{name}.small", before)
        suite.sample(f"scale.{name}.large", after)
        suite.sample(f"scale.{name}.cost", before / after)
    suite.enter_all([f"scale.{name}.small", f"scale.{name}.large"], "commands/s")
    suite.enter(f"scale.{name}.cost", "times")


def _more_skus(shop: Warehouse, count: int) -> None:
    shop.execute(
        f"""
        INSERT INTO product_inventory (sku, location, product_id, quantity_on_hand, catalog_quantity, version)
        SELECT 'sku-' || lpad(n::text, 7, '0'), 'main', 'sku-' || lpad(n::text, 7, '0'), {PLENTY}, {PLENTY}, 1
        FROM generate_series({SKUS}, {count} - 1) n
        """  # noqa: S608 - numbers of ours
    )


def _more_movements(shop: Warehouse, count: int) -> None:
    shop.execute(
        f"""
        INSERT INTO stock_movement (sku, location, kind, on_hand_delta, reserved_delta, shortfall_delta, on_hand_after,
                                    reserved_after, shortfall_after, reference, order_id, actor, occurred_at)
        SELECT {_NEW_SKU}, 'main', 'reserved', 0, 1, 0, {PLENTY}, 1, 0, 'event-' || n, 'order-' || n, '/shop', now()
        FROM generate_series(1, {count}) n
        """  # noqa: S608 - numbers of ours
    )


def _more_holds(shop: Warehouse, count: int) -> None:
    shop.execute(
        f"""
        INSERT INTO reservation (order_id, status, lines, ordered_at, ordered_by_event, held_since, expires_at, version)
        SELECT 'order-' || lpad(n::text, 9, '0'), 'pending',
               jsonb_build_array(jsonb_build_object('sku', {_NEW_SKU}, 'quantity', 1, 'allocations',
                   jsonb_build_array(jsonb_build_object('location', 'main', 'held', 1, 'taken', 0)))),
               now(), true, now(), now() + interval '1 day', 1
        FROM generate_series(1, {count}) n
        """,  # noqa: S608 - numbers of ours
        f"UPDATE product_inventory SET quantity_reserved = {count // SKUS}",  # noqa: S608
    )


def _churn(shop: Warehouse, count: int) -> None:
    """Insert and delete outcomes and pending events, and change counters, beside autovacuum."""
    for _ in range(count // CHANGES_AT_ONCE):
        shop.execute(
            f"""
            WITH came AS (
                INSERT INTO outbox_event (type, key, sequence, payload, occurred_at)
                SELECT 'StockReserved', 'order', 1, '{{}}', now() FROM generate_series(1, {CHANGES_AT_ONCE})
            )
            INSERT INTO inbox_pending (id, operation, attempts, not_before)
            SELECT n, 'reserve_stock', 1, now() FROM generate_series(1, {CHANGES_AT_ONCE}) n
            """,  # noqa: S608 - numbers of ours
            "DELETE FROM outbox_event",
            "DELETE FROM inbox_pending",
            *["UPDATE product_inventory SET version = version + 1"] * (CHANGES_AT_ONCE // SKUS),
        )
