"""Breaks of the timelines of orders: complete, once, within the token, and no load for others."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

PAGE, SOURCES = "inventory/timeline/page.py", "inventory/timeline/sources.py"
ANNOUNCED, BUILT = "inventory/outbox/announced.py", "inventory/database/tables/built_indexes.py"
TESTS = "tests/inventory/timeline/test_page.py"
EVERY = "tests/inventory/timeline/test_nothing_is_missing.py"
INDEXES = "tests/inventory/database/test_built_indexes.py"

MUTATIONS: dict[str, Mutation] = {
    "an outcome that Kafka has is forgotten": Mutation(
        "G6",
        (
            Edit(
                ANNOUNCED, "known = [id_ for id_ in ids if id_ in places]", "known = [id_ for id_ in ids if not places]"
            ),
        ),
        (EVERY, f"{TESTS}::test_the_story_of_an_order_from_kafka_to_kafka"),
    ),
    "an outcome that waits is in no timeline": Mutation(
        "G6",
        (
            Edit(
                SOURCES,
                "WHERE key = :order_ AND type <> 'StockLevelChanged'",
                "WHERE key = :order_ AND type = 'StockLevelChanged'",
            ),
        ),
        (EVERY, f"{TESTS}::test_an_outcome_that_kafka_does_not_have_yet_waits"),
    ),
    "a timeline forgets entries of the time at which its page ended": Mutation(
        "G5",
        (Edit(SOURCES, "    return or_(at > after.at, same)\n", "    return at > after.at\n"),),
        (EVERY, f"{TESTS}::test_pages_have_every_entry_once_in_the_same_order"),
    ),
    "a timeline is anybody's": Mutation(
        "G12",
        (Edit(PAGE, "    allowance.require_order(order_id)\n", ""),),
        (f"{TESTS}::test_a_caller_sees_its_own_orders_and_locations_alone",),
    ),
    "a timeline shows an order beyond the locations of the token": Mutation(
        "G12",
        (Edit(PAGE, "        require_reached(allowance, order)\n", "        pass\n"),),
        (f"{TESTS}::test_a_caller_sees_its_own_orders_and_locations_alone",),
    ),
    "an event older than the one that counts is told as the newest": Mutation(
        "G2",
        (Edit("inventory/timeline/why.py", "event.counts_at < fact:", "event.counts_at < fact and False:"),),
        (f"{TESTS}::test_events_tell_why_they_changed_nothing",),
    ),
    "nobody writes while an index is built": Mutation(
        "G2",
        (Edit(BUILT, "CREATE INDEX CONCURRENTLY {index.name}", "CREATE INDEX {index.name}"),),
        (f"{INDEXES}::test_everybody_writes_while_an_index_is_built",),
    ),
    "an index whose build was interrupted stays as it is": Mutation(
        "G2",
        (Edit(BUILT, "    if is_valid:\n", "    if is_valid is not None:\n"),),
        (f"{INDEXES}::test_an_index_whose_build_was_interrupted_is_made_anew",),
    ),
    "indexes are built in the schema of a pooler's session": Mutation(
        "G10",
        (
            Edit(
                BUILT,
                "        building.execute(_PATIENT)\n",
                "        _, schema = building.execute(_BEGIN).one()\n",
            ),
        ),
        ("tests/system/test_pooler.py::test_indexes_are_built_through_sessions_that_others_have_spoilt",),
    ),
    "two migrators build one index": Mutation(
        "G2",
        (
            Edit(
                BUILT,
                "        if not is_alone:",
                "        if False:",
            ),
        ),
        ("tests/inventory/database/test_migrate.py::test_several_migrators_at_once_queue_up",),
    ),
}
