"""Breaks of decisions in memory: facts, counters, reservations, announcements."""

from __future__ import annotations

from tests.faults.mutations.breaks import CRASHES, Edit, Mutation

AMEND_PAID = "tests/inventory/write_path/test_amend_paid.py"
MODEL = "tests/inventory/model/test_state_machine.py"
ARRIVAL = "tests/inventory/model/test_order_of_arrival.py"

MUTATIONS: dict[str, Mutation] = {
    "more than was paid for is taken": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/stated/statements.py",
                "if no_more(one.lines, counts.lines):",
                "if one.lines:",
            ),
        ),
        (
            "tests/inventory/write_path/test_amend_paid.py::test_more_than_was_paid_for_waits_for_a_newer_payment_over_kafka",
            "tests/inventory/write_path/test_permutations.py::test_one_delivery_after_the_other",
        ),
    ),
    "what was given back is taken again without a payment": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/stated/statements.py",
                "no_more(one.lines, counts.lines)",
                "no_more(one.lines, covered.lines)",
            ),
        ),
        (
            "tests/inventory/write_path/test_amend_paid.py::test_what_was_given_back_needs_a_newer_payment_to_be_taken_again",
            "tests/inventory/write_path/test_permutations.py::test_one_delivery_after_the_other",
        ),
    ),
    "lines that lose within one instant are told to nobody": Mutation(
        "G6",
        (
            Edit(
                "inventory/domain/announcing/announcements.py",
                "    if type_.amends:\n",
                "    if type_.amends and reservation.statements:\n",
            ),
        ),
        (f"{AMEND_PAID}::test_lines_that_lose_against_others_of_the_same_instant_are_told_as_given_back",),
    ),
    "an older event ends a hold without a reason": Mutation(
        "G6",
        (
            Edit(
                "inventory/domain/orders/news.py",
                "            return _HOLD_EXPIRED\n        case Status.NEW",
                "            return None\n        case Status.NEW",
            ),
        ),
        ("tests/tools/contracts/test_outcomes.py::test_an_older_event_that_finds_a_hold_over_says_why_it_ends",),
    ),
    "units that were found in another sequence are announced": Mutation(
        "G6",
        (Edit("inventory/domain/orders/news.py", " and _as_told(after) != _as_told(before)", ""),),
        ("tests/inventory/domain/orders/test_news.py::test_units_that_were_found_in_another_sequence_are_no_news",),
    ),
    "what was said before a payment is forgotten": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/stating.py",
                "statements=tuple([one for one in statements if one is not counts]),",
                "statements=(),",
            ),
        ),
        ("tests/inventory/write_path/test_permutations.py::test_one_delivery_after_the_other",),
    ),
    "units of a paid order that go back are told as confirmed": Mutation(
        "G6",
        (
            Edit(
                "inventory/domain/orders/news.py",
                "return OutcomeType.STOCK_AMENDED if less else",
                "return OutcomeType.STOCK_CONFIRMED if less else",
            ),
        ),
        ("tests/inventory/write_path/test_amend_paid.py::test_fewer_units_are_given_back_and_announced_as_that",),
    ),
    "a newer payment that is refused takes the older one along": Mutation(
        "G3",
        (
            Edit(
                "inventory/domain/orders/decisions.py",
                "    if before.status is Status.CONFIRMED:\n        without",
                "    if before.status is Status.NEW:\n        without",
            ),
        ),
        (
            "tests/inventory/write_path/test_amend_paid.py::test_a_newer_payment_that_falls_short_is_refused_and_the_older_one_stands",
        ),
    ),
    "a line that can do with any place makes no room": Mutation(
        "G1",
        (
            Edit(
                "inventory/domain/orders/units/serving.py",
                "short = _make_room(own, units.get((sku, None), {}), location, short)",
                "short += 0",
            ),
        ),
        (
            "tests/inventory/domain/orders/test_allocation.py::test_what_release_and_reserve_could_do_an_amendment_can_and_nothing_else",
        ),
    ),
    "shortfalls of a SKU do not add up": Mutation(
        "G6",
        (
            Edit(
                "inventory/domain/orders/units/allocation.py",
                "ask = (sku, location if lacking else None)",
                "ask = (sku, location)",
            ),
        ),
        (
            "tests/inventory/domain/orders/test_allocation.py::test_the_shortfalls_of_several_lines_of_a_sku_add_up_and_name_the_place",
        ),
    ),
    "a confirmation says nothing of units that are gone": Mutation(
        "G6",
        (
            Edit(
                "inventory/domain/announcing/announcements.py",
                "STOCK_CONFIRMED and (gone := missing()):",
                "STOCK_CONFIRMED and (gone := {}):",
            ),
        ),
        (
            "tests/inventory/write_path/test_catalogue.py::test_a_confirmed_order_takes_its_units_also_during_a_shortfall",
        ),
    ),
    "what is reserved still counts as available": Mutation(
        "G1",
        (
            Edit(
                "inventory/domain/stock/counters.py",
                "return physical - reserved if physical > reserved else 0",
                "return max(physical, 0)",
            ),
        ),
        (
            "tests/inventory/write_path/test_races.py::test_64_buyers_of_10_units",
            "tests/inventory/domain/stock/test_counters.py",
        ),
    ),
    "what is missing is forgotten when a row is read": Mutation(
        "G1",
        (
            Edit(
                "inventory/domain/stock/counters.py",
                "        return cls(on_hand - shortfall, reserved, to_ship)\n",
                "        return cls(on_hand, reserved, to_ship)\n",
            ),
        ),
        ("tests/inventory/write_path/test_catalogue.py::test_later_additions_settle_the_shortfall_first", MODEL),
    ),
    "an order that can't have all its lines keeps what it could get": Mutation(
        "G1",
        (
            Edit(
                "inventory/domain/orders/decisions.py",
                "    nothing = _fit(before, heard, Hold.NOTHING, shelf)\n    return decision(before, rejected",
                "    nothing = _fit(before, heard, Hold.HELD, shelf)\n    return decision(before, rejected",
            ),
        ),
        (MODEL,),
    ),
    "the last fact heard wins, not the newest": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/reservation.py",
                "    return heard if known is None or heard > known else known\n",
                "    return heard if known is None or heard != known else known\n",
            ),
        ),
        ("tests/inventory/domain/orders/test_reservation.py::test_order_and_number_of_deliveries_do_not_matter",),
    ),
    "the last order heard wins, not the newest": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/stated/statements.py",
                "found = sorted(statements, key=_age)",
                "found = list(statements)",
            ),
        ),
        (
            "tests/inventory/domain/orders/test_reservation.py::test_order_and_number_of_deliveries_do_not_matter",
            ARRIVAL,
        ),
    ),
    "a payment before its order is forgotten": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/told_apart.py",
                "        case Reserve() | StateOrder() | StatePayment():\n            return True\n",
                "        case StateOrder() | Reserve():\n            return True\n"
                "        case StatePayment() | StatePaymentFailure() | StateCancellation():\n            return False\n",
            ),
        ),
        ("tests/inventory/write_path/test_permutations.py::test_one_delivery_after_the_other",),
    ),
    "an older statement of the catalogue counts": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/stock/supplying.py",
                "    if newest is not None and statement <= newest:\n",
                "    if newest is not None and statement == newest:\n",
            ),
        ),
        ("tests/inventory/write_path/test_catalogue.py::test_the_newest_statement_counts_in_whatever_order_they_come",),
    ),
    "a refused payment is met by later stock": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/reservation.py",
                "self.paid_at is not None and (self.refused_at is None or self.paid_at > self.refused_at)",
                "self.paid_at is not None",
            ),
        ),
        (
            "tests/inventory/write_path/test_payments.py::test_a_refused_payment_does_not_confirm_what_is_reserved_again",
        ),
    ),
    "of two contradictions of one instant the last heard counts": Mutation(
        "G4",
        (
            Edit(
                "inventory/domain/orders/stating.py",
                "known.by_event and known.at == said.at and known.rank >= said.rank",
                "known.by_event and known.at == said.at and known.lines == said.lines",
            ),
        ),
        (
            "tests/inventory/domain/orders/test_reservation.py::test_contradictions_of_the_same_instant_end_the_same",
            MODEL,
        ),
    ),
    "expiry leaves no trace in the ledger": Mutation(
        "G5",
        (
            Edit(
                "inventory/domain/batch.py",
                "                self._stock.enter(\n",
                "                if after.status is Status.EXPIRED:\n"
                "                    row.touch(counters, self._now)\n                    continue\n"
                "                self._stock.enter(\n",
            ),
        ),
        (
            "tests/inventory/write_path/test_races.py::test_everybody_at_once_never_deadlocks_and_never_oversells",
            f"{CRASHES}[sweeper: between two batches of overdue holds]",
        ),
    ),
    "an expired hold is told to nobody": Mutation(
        "G6",
        (
            Edit(
                "inventory/domain/orders/status.py",
                "MovementKind.EXPIRED, OutcomeType.STOCK_RESERVATION_EXPIRED\n",
                "MovementKind.EXPIRED, None\n",
            ),
        ),
        (
            "tests/inventory/outbox/test_announcements.py::test_an_expired_hold_is_announced_with_what_is_free_again",
            MODEL,
        ),
    ),
    "a refused payment is told to nobody": Mutation(
        "G6",
        (
            Edit(
                "inventory/domain/orders/decisions.py",
                "        announce=OutcomeType.STOCK_CONFIRMATION_REJECTED,\n        reason=InsufficientStock.code,\n",
                "        announce=None,\n        reason=InsufficientStock.code,\n",
            ),
        ),
        (
            "tests/inventory/write_path/test_payments.py::test_a_refused_payment_is_announced_with_what_is_missing",
            MODEL,
        ),
    ),
    "expiry does not ask whether the hold is over": Mutation(
        "G7",
        (
            Edit(
                "inventory/domain/orders/hearing.py",
                "    return before._replace(status=Status.EXPIRED) if before.overdue(now) else before\n",
                "    return before._replace(status=Status.EXPIRED) if before.status is Status.PENDING else before\n",
            ),
        ),
        ("tests/inventory/write_path/test_holds.py::test_a_hold_that_is_not_over_is_not_swept",),
    ),
    "a hold that is amended begins anew": Mutation(
        "G7",
        (
            Edit(
                "inventory/domain/orders/reservation.py",
                "    if reservation.live(now):\n        return reservation\n    return reservation._replace(expires_at=now + ttl",
                "    return reservation._replace(expires_at=now + ttl",
            ),
        ),
        (MODEL,),
    ),
    "a hold is extended without end": Mutation(
        "G7",
        (
            Edit(
                "inventory/domain/orders/requests/answers.py",
                "    asked = min(now + timedelta(seconds=command.ttl_seconds), before.held_since + holds.maximum)\n",
                "    asked = now + timedelta(seconds=command.ttl_seconds)\n",
            ),
        ),
        ("tests/inventory/write_path/test_holds.py::test_extend_never_shortens_and_the_whole_hold_is_capped",),
    ),
    "orders are made in no order": Mutation(
        "G8",
        (
            Edit(
                "inventory/domain/batch.py", "sorted(self.changed_orders)", "sorted(self.changed_orders, reverse=True)"
            ),
        ),
        ("tests/inventory/write_path/test_lock_order.py::test_locks_are_taken_in_one_order",),
    ),
}
