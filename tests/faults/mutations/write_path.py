"""Breaks of the one write path: its locks, its restarts, its writes and its ledger."""

from __future__ import annotations

from tests.faults.mutations.breaks import CRASHES, Edit, Mutation

LOCKS = "inventory/write_path/locks.py"
OPERATIONS = "inventory/write_path/apply.py"
BEGINS_AGAIN = "                ):\n                    return outcomes\n"

MUTATIONS: dict[str, Mutation] = {
    "stock is read without a row lock": Mutation(
        "G1",
        (Edit(LOCKS, "        .with_for_update(of=Stock, key_share=True)\n", ""),),
        (
            "tests/inventory/write_path/test_races.py::test_64_buyers_of_10_units",
            "tests/inventory/write_path/test_lock_order.py",
            "tests/api/test_reassign_races.py::test_orders_that_are_paid_cancelled_and_sent_meanwhile_have_their_units",
        ),
    ),
    "a row that was made while its lock was waited for is not seen": Mutation(
        "G1",
        (
            Edit(
                OPERATIONS,
                "    return found == counting.RowCounts(stock=locked.shelf.count(skus))\n",
                "    return found.orders == 0\n",
            ),
        ),
        (
            "tests/inventory/write_path/test_races.py::test_who_waited_for_a_sku_sees_the_location_that_it_was_given_meanwhile",
        ),
    ),
    "reservations are read without a row lock": Mutation(
        "G3",
        (Edit(LOCKS, ".order_by(ReservationTable.order_id).with_for_update(key_share=True)", ""),),
        (
            "tests/inventory/write_path/test_races.py::test_everybody_at_once_never_deadlocks_and_never_oversells",
            "tests/inventory/write_path/test_lock_order.py::test_locks_are_taken_in_one_order",
            "tests/api/test_reassign_races.py::test_orders_that_are_paid_cancelled_and_sent_meanwhile_have_their_units",
        ),
    ),
    "an adjustment's reference is not looked up": Mutation(
        "G3",
        (
            Edit(
                "inventory/write_path/ledger.py",
                "    if not commands:\n        return {}\n",
                "    if commands or not commands:\n        return {}\n",
            ),
        ),
        ("tests/inventory/write_path/test_adjustments.py::test_the_same_reference_again_is_a_replay",),
    ),
    "an order that somebody else makes meanwhile is overlooked": Mutation(
        "G3",
        (
            Edit(
                "inventory/write_path/writing.py",
                '_ALL_MADE = _orders_made == bindparam("orders_expected_", type_=BigInteger)\n',
                "_ALL_MADE = _orders_made >= 0\n",
            ),
        ),
        ("tests/inventory/write_path/test_races.py::test_two_events_of_an_order_that_does_not_exist_yet",),
    ),
    "the ledger's time is that of the transaction": Mutation(
        "G5",
        (Edit("inventory/domain/stock/row.py", "else max(now, self.last_updated_at)", "else now"),),
        (
            "tests/inventory/write_path/test_races.py::test_times_do_not_run_backwards_when_who_began_first_writes_second",
        ),
    ),
    "an outcome's time is that of the transaction": Mutation(
        "G6",
        (
            Edit(
                "inventory/domain/orders/decision.py",
                "version=before.version + 1, updated_at=newest(before.updated_at, now)\n    )\n",
                "version=before.version + 1, updated_at=now\n    )\n",
            ),
        ),
        (
            "tests/inventory/write_path/test_races.py::test_times_do_not_run_backwards_when_who_began_first_writes_second",
        ),
    ),
    "an order that somebody else makes meanwhile is refused": Mutation(
        "G3",
        (
            Edit(
                OPERATIONS,
                "counting.count_rows(session, skus, batch.refused_orders)",
                "counting.count_rows(session, skus, ())",
            ),
        ),
        (
            "tests/inventory/write_path/test_races.py::test_a_new_order_that_comes_twice_at_once_gets_the_last_units_both_times",
            "tests/api/test_races.py::test_a_new_order_that_comes_over_both_doors_at_once_gets_the_last_units",
        ),
    ),
    "who is paid later in a batch keeps the units of an overdue hold": Mutation(
        "G4",
        (Edit(OPERATIONS, "skipping=known)", "skipping=batch.changed_orders)"),),
        (
            "tests/inventory/write_path/test_holds.py::test_an_overdue_hold_gives_way_to_who_came_before_its_payment_in_the_same_batch",
        ),
    ),
    "overdue holds give way at the front of a batch": Mutation(
        "G4",
        (
            Edit(
                OPERATIONS,
                "                outcomes = [batch.run(command) for command in commands]\n",
                "                for order_id in overdue:\n"
                "                    batch.run(Expire(order_id, Cause(actor='inventory')))\n"
                "                outcomes = [batch.run(command) for command in commands]\n",
            ),
            Edit(
                OPERATIONS,
                "from inventory.domain.batch import Batch\n",
                "from inventory.domain.batch import Batch\nfrom inventory.domain.commands import Cause, Expire\n",
            ),
        ),
        (
            "tests/inventory/write_path/test_holds.py::test_an_overdue_hold_ends_when_it_is_needed_and_not_before_what_came_earlier",
        ),
    ),
    "the ledger's balance is that of before": Mutation(
        "G5",
        (
            Edit(
                "inventory/domain/stock/movements.py",
                "        on_hand_after=on_hand,\n",
                "        on_hand_after=on_hand_before,\n",
            ),
        ),
        ("tests/inventory/write_path/test_adjustments.py", "tests/inventory/write_path/test_permutations.py"),
    ),
    "the outbox has a transaction of its own": Mutation(
        "G6",
        (
            Edit(OPERATIONS, "        announcements=batch.announcements(),\n", ""),
            Edit(
                OPERATIONS,
                "    writing.describe_stock(session,",
                "    with Session(create_engine(session.connection().engine.url)) as own, own.begin():\n"
                "        writing.write(own, writing.Changes(announcements=batch.announcements()), now=now)\n"
                "    writing.describe_stock(session,",
            ),
            Edit(
                OPERATIONS,
                "from sqlalchemy.exc import DBAPIError, IntegrityError\n",
                "from sqlalchemy import create_engine\nfrom sqlalchemy.exc import DBAPIError, IntegrityError\n",
            ),
        ),
        (
            "tests/inventory/outbox/test_announcements.py::test_what_is_rolled_back_is_not_announced",
            f"{CRASHES}[worker: in the stock transaction, applied but not done]",
        ),
    ),
    "two who make rows of one new SKU do not queue": Mutation(
        "G6",
        (
            Edit(
                LOCKS,
                "*making.queue(sku for sku, _ in created), last",
                "last",
            ),
        ),
        (
            "tests/inventory/write_path/test_reviewed.py::test_two_who_make_a_sku_at_two_locations_announce_it_one_after_the_other",
        ),
    ),
    "an overdue hold is not ended for who needs it": Mutation(
        "G7",
        (
            Edit(
                OPERATIONS,
                "                    found = _overdue(session, batch, overdue, now=now)\n",
                "                    found = []\n",
            ),
        ),
        ("tests/inventory/write_path/test_holds.py::test_an_overdue_hold_is_free_at_once_when_another_order_needs_it",),
    ),
    "a sweep waits for what somebody else works on": Mutation(
        "G7",
        (
            Edit(
                "inventory/write_path/overdue.py",
                ".with_for_update(key_share=True, skip_locked=True)\n    .cte(",
                ".with_for_update(key_share=True)\n    .cte(",
            ),
        ),
        ("tests/tasks/test_sweeps.py::TestExpireHolds::test_leaves_what_somebody_else_works_on",),
    ),
    "stock is locked in no order": Mutation(
        "G8",
        (Edit(LOCKS, "        .order_by(Stock.sku, Stock.location)\n", ""),),
        ("tests/inventory/write_path/test_lock_order.py::test_locks_are_taken_in_one_order",),
    ),
    "a restart keeps its locks": Mutation(
        "G8",
        (Edit(OPERATIONS, f"{BEGINS_AGAIN}                run(session, ROLLBACK_TO_SAVEPOINT)\n", BEGINS_AGAIN),),
        ("tests/inventory/write_path/test_lock_order.py::test_a_restart_gives_its_locks_back_first",),
    ),
    "the savepoint is left out": Mutation(
        "G8",
        (
            Edit(LOCKS, "[SAVEPOINT, _SELECT_RESERVATIONS(given)]", "[_SELECT_RESERVATIONS(given)]"),
            Edit(LOCKS, "[SAVEPOINT], _SELECT_STOCK(given)", "[], _SELECT_STOCK(given)"),
            Edit(OPERATIONS, f"{BEGINS_AGAIN}                run(session, ROLLBACK_TO_SAVEPOINT)\n", BEGINS_AGAIN),
        ),
        ("tests/inventory/write_path/test_lock_order.py::test_a_restart_gives_its_locks_back_first",),
    ),
    "an error in a batch keeps what was done before it": Mutation(
        "G2",
        (
            Edit(
                "inventory/database/pipelining.py",
                "        with suppress(DBAPIError, PendingRollbackError):\n            run(session, ROLLBACK_TO_SAVEPOINT)\n",
                "",
            ),
        ),
        (
            "tests/inventory/database/test_pipelining.py::test_an_error_undoes_all_since_the_savepoint_and_nothing_before",
        ),
    ),
    "an answer from a transaction's beginning outlives what is run after it": Mutation(
        "G1",
        (Edit("inventory/database/pipelining.py", "            ahead.clear()\n", "            pass\n"),),
        ("tests/inventory/database/test_pipelining.py::test_an_answer_is_forgotten_when_something_else_is_run_first",),
    ),
    "a failure is told of the last statement of its trip": Mutation(
        "G2",
        (
            Edit(
                "inventory/database/pipelining.py",
                "if not cursor.pgresult), left[-1])",
                "if cursor is None), left[-1])",
            ),
        ),
        ("tests/inventory/database/test_pipelining.py::test_the_error_names_the_statement_that_failed",),
    ),
}
