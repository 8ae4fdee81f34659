"""Breaks of the way to PostgreSQL: which server, how a transaction begins and ends."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

SEAM, WRONG_SERVER = "inventory/database_connection.py", "tests/inventory/test_wrong_server.py"
SEAM_TESTS = "tests/inventory/test_seam.py"

MUTATIONS: dict[str, Mutation] = {
    "a standby is taken for the server": Mutation(
        "G2",
        (Edit(SEAM, 'or not (recovers or read_only == "on")', 'or read_only != "on"'),),
        (
            f"{WRONG_SERVER}::test_neither_a_transaction_nor_a_snapshot_begins_on_a_standby",
            f"{WRONG_SERVER}::test_the_api_says_503_for_writes_and_reads_and_is_not_ready",
        ),
    ),
    "a fenced primary is taken for the server": Mutation(
        "G2",
        (Edit(SEAM, 'or not (recovers or read_only == "on")', "or not recovers"),),
        (
            f"{WRONG_SERVER}::test_connections_that_were_opened_before_a_failover_are_left_at_once",
            f"{WRONG_SERVER}::test_a_pool_moves_to_the_new_primary_within_one_call",
        ),
    ),
    "a pool keeps its connections to an old primary": Mutation(
        "G2",
        (Edit(SEAM, "        return lost or ends_connection(e)", "        return lost"),),
        (f"{WRONG_SERVER}::test_a_pool_moves_to_the_new_primary_within_one_call",),
    ),
    "a COMMIT that is answered ROLLBACK counts": Mutation(
        "G2",
        (Edit(SEAM, '        if told != "COMMIT":', "        if told is None:"),),
        (f"{SEAM_TESTS}::test_a_transaction_that_had_failed_is_not_taken_for_committed",),
    ),
    "a commit that a standby may not have counts": Mutation(
        "G2",
        (Edit(SEAM, "        if warnings:\n", "        if not told:\n"),),
        (f"{SEAM_TESTS}::test_a_commit_that_a_standby_may_not_have_is_not_certain",),
    ),
}
