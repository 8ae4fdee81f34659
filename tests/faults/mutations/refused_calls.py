"""Breaks of the records of refused calls: bounded, complete, and no load for anybody."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

RECORDER = "api/refusals.py"
TESTS, OVER_HTTP = "tests/api/test_refusals.py", "tests/api/resources/test_refused_calls.py"

MUTATIONS: dict[str, Mutation] = {
    "each refused call of a flood has a record of its own": Mutation(
        "G2",
        (Edit(RECORDER, "        if self._left < 1:\n            return False\n", ""),),
        (f"{TESTS}::test_a_flood_of_orders_leaves_bounded_records_and_counts_the_others_by_sku",),
    ),
    "refused calls beyond the bound are forgotten": Mutation(
        "G5",
        (Edit(RECORDER, "            skus = ()\n", "            return call\n"),),
        (f"{TESTS}::test_a_flood_of_orders_leaves_bounded_records_and_counts_the_others_by_sku",),
    ),
    "refused calls wait for a thread that has ended": Mutation(
        "G5",
        (
            Edit(
                RECORDER,
                "            self._require_thread()\n",
                "            if self._thread is None:\n                self._require_thread()\n",
            ),
        ),
        (f"{TESTS}::test_calls_that_waited_when_the_thread_ended_are_recorded_with_the_next_one",),
    ),
    "a refused call that is sent again is another record": Mutation(
        "G3",
        (
            Edit(
                "inventory/refused_calls.py",
                "[self.order_id, self.skus, self.action, self.code, self.lines])",
                "[self.order_id, self.skus, self.action, self.code, self.lines, self.request_id])",
            ),
        ),
        (f"{TESTS}::test_the_same_call_again_counts_in_one_record",),
    ),
    "a refused call does not tell the units that were there": Mutation(
        "G5",
        (Edit("api/refused.py", "refused.available.get(line.sku, {})", "{}"),),
        (f"{OVER_HTTP}::test_an_order_that_never_was_tells_the_units_that_were_there",),
    ),
}
