"""Breaks of the rule that orders wait for SKUs that the catalogue has not named."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

PARKING, STOCK = "inventory/inbox/parking.py", "tasks/stock.py"
CORE, LINE = "tests/inventory/inbox/test_parking.py::TestWaiting", "tests/tasks/test_waiting.py"

MUTATIONS: dict[str, Mutation] = {
    "an order whose payment failed waits for no SKU": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/decisions.py",
                "and (skus := _waits_for(",
                "and wanted.status is not Status.RELEASED and (skus := _waits_for(",
            ),
        ),
        ("tests/inventory/model/test_order_of_arrival.py::test_orders_may_overtake_their_products",),
    ),
    "a cancelled order waits for no SKU": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/decisions.py",
                "and (skus := _waits_for(",
                "and heard.cancelled_at is None and (skus := _waits_for(",
            ),
        ),
        ("tests/inventory/model/test_order_of_arrival.py::test_orders_may_overtake_their_products",),
    ),
    "lines that are older than others wait for no SKU": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/decisions.py",
                "and (skus := _waits_for(",
                "and command.at == heard.ordered_at and (skus := _waits_for(",
            ),
        ),
        ("tests/inventory/model/test_order_of_arrival.py::test_orders_may_overtake_their_products",),
    ),
    "an order that overtakes its product is refused at once": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/decisions.py",
                "    if not command.patient:\n        return []\n",
                "    return []\n",
            ),
        ),
        (
            f"{LINE}::test_an_order_waits_for_its_product",
            "tests/inventory/model/test_order_of_arrival.py::test_orders_may_overtake_their_products",
        ),
    ),
    "an order that waits counts as done": Mutation(
        "G2",
        (
            Edit(
                STOCK,
                "        claiming.complete(session, [row.id for row in claimed if row.id not in waiting], first=[RELEASE_SAVEPOINT])\n",
                "        claiming.complete(session, [row.id for row in claimed], first=[RELEASE_SAVEPOINT])\n",
            ),
        ),
        (f"{LINE}::test_an_order_waits_for_its_product",),
    ),
    "an order that is delivered again has waited": Mutation(
        "G2",
        (
            Edit(
                "inventory/inbox/claiming.py",
                'func.coalesce(InboxPending.waits_for == literal([], ARRAY(Text)), False).label("waited")',
                'InboxPending.waits_for.is_not(None).label("waited")',
            ),
        ),
        (f"{LINE}::test_one_that_waits_in_vain_is_rejected_in_the_end",),
    ),
    "to wait is an attempt": Mutation(
        "G2",
        (Edit(PARKING, "        attempts=0,\n    )\n)\n", "    )\n)\n"),),
        (f"{LINE}::test_one_that_waits_in_vain_is_rejected_in_the_end",),
    ),
    "an order waits for ever": Mutation(
        "G2",
        (
            Edit(
                PARKING,
                "    return served, _release(session, enough, now=now, limit=limit)\n",
                "    return served, 0\n",
            ),
        ),
        (f"{CORE}::test_one_that_is_never_served_goes_on_when_it_has_waited",),
    ),
    "how far the catalogue is read does not matter": Mutation(
        "G4",
        (Edit(PARKING, "    if read_to is not None:\n", "    if False:\n"),),
        (f"{CORE}::test_it_waits_until_the_catalogue_is_read_as_far_as_it_was",),
    ),
    "what the catalogue said and nobody did does not matter": Mutation(
        "G4",
        (Edit(PARKING, "    if oldest is not None:\n", "    if False:\n"),),
        (f"{CORE}::test_it_waits_for_what_the_catalogue_has_said_and_nobody_has_done",),
    ),
    "the catalogue counts as read before PostgreSQL has it": Mutation(
        "G4",
        (
            Edit(
                "bridge/consume/catalogue.py",
                " if self._positions.kept(place) >= end.offset}",
                "}",
            ),
        ),
        ("tests/bridge/consume/test_catalogue.py::TestCatalogue::test_an_end_is_aimed_at_until_it_is_reached",),
    ),
}
