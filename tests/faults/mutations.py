"""Deliberate breaks: one guarantee each, with the tests that must fail when it is broken (README.md beside this file).

Each edit replaces a text that stands in its file exactly once. A mutation whose text is gone was overtaken by the code, and
has to be written anew: whoever applies them must treat that as a failure.
"""

from __future__ import annotations

from typing import NamedTuple


class Edit(NamedTuple):
    file: str
    old: str
    new: str


class Mutation(NamedTuple):
    """A plausible mistake. Every one of `caught_by` (pytest's node ids or files) must fail with it."""

    guarantee: str
    edits: tuple[Edit, ...]
    caught_by: tuple[str, ...]


MODEL = "tests/inventory/model/test_state_machine.py"
ARRIVAL = "tests/inventory/model/test_order_of_arrival.py"
CRASHES = "tests/faults/test_crash_points.py::test_it_recovers"
LOCKS, OPERATIONS, INBOX = "inventory/locks.py", "inventory/operations.py", "inventory/inbox.py"
RETRIES, SWEEPS, STOCK = "inventory/retries.py", "tasks/sweeps.py", "tasks/stock.py"
INTAKE, PARTITIONS = "bridge/intake.py", "bridge/partitions.py"
PAUSES, FAILURES = "tests/bridge/test_pauses.py", "tests/tasks/test_records_of_failures.py"
FLOOD = "tests/tasks/test_poison.py::TestWhileAllWorkersAreDown"
CONSUMER, RELAY, TABLES = "bridge/consumer.py", "bridge/relay.py", "migrations/versions/0001_the_tables.py"

MUTATIONS: dict[str, Mutation] = {
    # G1 never oversold
    "stock is read without a row lock": Mutation(
        "G1",
        (Edit(LOCKS, "    .with_for_update(of=Stock, key_share=True)\n", ""),),
        ("tests/inventory/test_races.py::test_64_buyers_of_10_units", "tests/inventory/test_lock_order.py"),
    ),
    "reservations are read without a row lock": Mutation(
        "G3",
        (Edit(LOCKS, "    .order_by(ReservationTable.order_id)\n    .with_for_update(key_share=True)\n", ""),),
        (
            "tests/inventory/test_races.py::test_everybody_at_once_never_deadlocks_and_never_oversells",
            "tests/inventory/test_lock_order.py::test_locks_are_taken_in_one_order",
        ),
    ),
    "no CHECK keeps reserved within on hand": Mutation(
        "G1",
        (
            Edit(
                TABLES,
                "0 <= quantity_reserved AND quantity_reserved <= quantity_on_hand",
                "quantity_reserved IS NOT NULL",
            ),
        ),
        ("tests/inventory/test_migrate.py::test_the_details_that_a_comparison_does_not_see",),
    ),
    "what is reserved still counts as available": Mutation(
        "G1",
        (
            Edit(
                "inventory/levels.py",
                "return physical - reserved if physical > reserved else 0",
                "return max(physical, 0)",
            ),
        ),
        ("tests/inventory/test_races.py::test_64_buyers_of_10_units", "tests/inventory/test_levels.py"),
    ),
    "a row that was made while its lock was waited for is not seen": Mutation(
        "G1",
        (
            Edit(
                OPERATIONS,
                "    return locks.count_stock(session, batch.short_skus) == locked.shelf.count(batch.short_skus)\n",
                "    return True\n",
            ),
        ),
        ("tests/inventory/test_races.py::test_who_waited_for_a_sku_sees_the_location_that_it_was_given_meanwhile",),
    ),
    "what is missing is forgotten when a row is read": Mutation(
        "G1",
        (
            Edit(
                "inventory/levels.py",
                "        return cls(on_hand - shortfall, reserved)\n",
                "        return cls(on_hand, reserved)\n",
            ),
        ),
        ("tests/inventory/test_catalogue.py::test_later_additions_settle_the_shortfall_first", MODEL),
    ),
    "an order that can't have all its lines keeps what it could get": Mutation(
        "G1",
        (
            Edit(
                "inventory/decisions.py",
                "    nothing = fit(before.lines, heard.ordered_lines, Hold.NOTHING, shelf)\n    return _decision(before, rejected",
                "    nothing = fitted\n    return _decision(before, rejected",
            ),
        ),
        (MODEL,),
    ),
    # G2 nothing lost
    "offsets are stored before the inbox has the events": Mutation(
        "G2",
        (
            Edit(
                CONSUMER,
                "        try:\n            taken = self._persist(self._decode(batch))\n",
                "        self._store_offsets([each.origin for each in batch])\n"
                "        try:\n            taken = self._persist(self._decode(batch))\n",
            ),
        ),
        (f"{CRASHES}[consumer: after the poll, before the transaction]",),
    ),
    "the client stores offsets by itself": Mutation(
        "G2",
        (Edit("bridge/kafka.py", '"enable.auto.offset.store": False', '"enable.auto.offset.store": True'),),
        (f"{CRASHES}[consumer: after the poll, before the transaction]",),
    ),
    "a new group starts at the newest event": Mutation(
        "G2",
        (Edit("bridge/kafka.py", '"auto.offset.reset": "earliest"', '"auto.offset.reset": "latest"'),),
        ("tests/bridge/test_consume.py::test_poison_is_buried_with_its_reason_and_its_neighbours_live",),
    ),
    "events are done before they are applied": Mutation(
        "G2",
        (
            Edit(
                STOCK,
                "        begun.update(inbox_ids)\n        claimed = inbox.claim(session, inbox_ids)\n",
                "        begun.update(inbox_ids)\n        claimed = inbox.claim(session, inbox_ids)\n"
                # By hand: the point at which the test dies is the completion after the stock.
                "        done = [row.id for row in claimed]\n"
                "        session.connection().exec_driver_sql('DELETE FROM inbox_pending WHERE id = ANY(%s)', (done,))\n"
                "    with database().transaction() as session:\n",
            ),
        ),
        (f"{CRASHES}[worker: in the stock transaction, applied but not done]",),
    ),
    "what was sent once is never sent again": Mutation(
        "G2",
        (Edit(RETRIES, "InboxPending.attempts < backoff.max_attempts)", "InboxPending.attempts < 1)"),),
        ("tests/inventory/test_retries.py", f"{CRASHES}[worker: a task is taken, nothing is begun]"),
    ),
    "a send that failed counts as sent": Mutation(
        "G2",
        (Edit(SWEEPS, "            if unsent and short:\n", "            if False:\n"),),
        ("tests/tasks/test_sweeps.py::TestRedispatch::test_what_a_broker_refuses_is_no_attempt",),
    ),
    "attempts are sent before they are counted": Mutation(
        "G2",
        (
            Edit(
                SWEEPS,
                "        return retries.take_due(\n",
                "        due = retries.take_due(\n",
            ),
            Edit(
                SWEEPS,
                "            older_than=timedelta(0) if short else timedelta(seconds=settings().old_after_seconds),\n        )\n",
                "            older_than=timedelta(0) if short else timedelta(seconds=settings().old_after_seconds),\n        )\n"
                "        send_again(due)\n        return due\n",
            ),
            Edit(
                SWEEPS, "            unsent = send_again(due)\n", "            unsent: Sequence[inbox.Sendable] = ()\n"
            ),
        ),
        ("tests/tasks/test_sweeps.py::TestRedispatch::test_events_are_committed_before_they_are_sent",),
    ),
    "what was begun is uncounted": Mutation(
        "G2",
        (Edit(STOCK, "never_connected(error) and not begun:", "never_connected(error):"),),
        (f"{FAILURES}::test_what_was_begun_stays_counted_when_postgresql_goes_away_in_the_middle",),
    ),
    "what the bridge did not send counts as sent": Mutation(
        "G2",
        (Edit(CONSUMER, "            self._uncount(unsent)\n", ""),),
        ("tests/bridge/test_consume.py::test_after_a_failed_send_the_polls_go_on_without_sending",),
    ),
    "the queue has no bound": Mutation(
        "G2",
        (Edit("tasks/stock_queue.py", "    return waiting >= settings().long_queue", "    return False"),),
        (f"{FLOOD}::test_ten_thousand_events_keep_the_queue_bounded_and_are_all_done_afterwards",),
    ),
    "a silent event has no back-off": Mutation(
        "G2",
        (Edit(RETRIES, "not_before=now + backoff.after(InboxPending.attempts + 1)", "not_before=now"),),
        (
            "tests/tasks/test_poison.py::test_an_event_that_kills_its_process_is_isolated_buried_and_done_after_the_cure",
        ),
    ),
    "a row without its event is taken": Mutation(
        "G2",
        (
            Edit(
                RETRIES,
                "select(InboxPending.id).join(InboxEvent, InboxEvent.id == InboxPending.id)",
                "select(InboxPending.id)",
            ),
        ),
        ("tests/inventory/test_retries.py::test_a_row_whose_event_is_gone_stands_in_nobodys_way",),
    ),
    "the offset of what is withheld is stored": Mutation(
        "G2",
        (Edit(CONSUMER, "[each.origin for each in taken.messages]", "[each.origin for each in batch]"),),
        (f"{PAUSES}::test_the_pause_outlives_its_process_and_the_word_is_kept_for_the_next",),
    ),
    "a bridge does not know what another has paused": Mutation(
        "G2",
        (Edit(INTAKE, "before = pauses.pauses(session)", "before: dict[Place, Pause] = {}"),),
        (f"{PAUSES}::test_the_pause_outlives_its_process_and_the_word_is_kept_for_the_next",),
    ),
    "a wait for PostgreSQL reads paused partitions on": Mutation(
        "G2",
        (
            Edit(PARTITIONS, "resume(self._unpaused())", "resume(self._consumer.assignment())"),
            # What still arrives of them would be dropped all the same.
            Edit(CONSUMER, " if not self._partitions.is_paused(message.origin)]", "]"),
        ),
        (f"{PAUSES}::test_an_outage_of_postgresql_does_not_undo_the_pause",),
    ),
    "a paused partition goes on where it was polled": Mutation(
        "G2",
        (Edit(PARTITIONS, "self._consumer.seek(TopicPartition(at.topic, at.partition, at.offset))", "pass"),),
        (f"{PAUSES}::test_it_is_paused_loudly_and_goes_on_after_the_word",),
    ),
    "dead letters that are known count again": Mutation(
        "G2",
        (Edit(INTAKE, "for each in recorded.dead}", "for each in heard if each.dead_reason}"),),
        (f"{PAUSES}::test_an_id_that_is_used_again_counts_and_a_dead_letter_that_is_heard_again_does_not",),
    ),
    "attempts are not counted": Mutation(
        "G2",
        (Edit(RETRIES, "attempts=InboxPending.attempts + int(counted), ", "attempts=InboxPending.attempts, "),),
        ("tests/inventory/test_retries.py::test_what_is_silent_is_taken_when_its_time_has_come_and_not_twice",),
    ),
    "what is buried leaves no reason": Mutation(
        "G2",
        (Edit(RETRIES, '"detail": row.last_error or SILENT.format(row.attempts),', '"detail": "",'),),
        ("tests/inventory/test_retries.py::test_an_event_whose_attempts_are_used_up_is_buried_with_its_last_error",),
    ),
    "two sweepers take the same events": Mutation(
        "G2",
        (
            Edit(
                RETRIES,
                "        .with_for_update(of=InboxPending, skip_locked=True)\n        .cte()  # runs once",
                "        .cte()  # runs once",
            ),
        ),
        ("tests/inventory/test_retries.py::test_two_that_take_at_once_never_take_the_same",),
    ),
    "one bad event fails its neighbours": Mutation(
        "G2",
        (
            Edit(
                "tasks/batch.py",
                "    if len(batch) == 1:\n        return {batch[0]: error}\n    failures: dict[T, Exception] = {}\n"
                "    for item in batch:\n        failures |= settle([item], transact)\n    return failures\n",
                "    return dict.fromkeys(batch, error)\n",
            ),
        ),
        ("tests/tasks/test_batch.py::test_only_the_culprit_fails",),
    ),
    # G3 exactly one effect
    "an event is known by its id alone": Mutation(
        "G3",
        (
            Edit(
                TABLES, '"inbox_event", ["source", "event_id"], unique=True', '"inbox_event", ["event_id"], unique=True'
            ),
            Edit(
                INBOX,
                '    .on_conflict_do_nothing(index_elements=["source", "event_id"])\n',
                '    .on_conflict_do_nothing(index_elements=["event_id"])\n',
            ),
        ),
        ("tests/inventory/test_inbox.py::test_the_same_id_from_another_source_is_another_event",),
    ),
    "no unique key on the inbox": Mutation(
        "G3",
        (
            Edit(
                TABLES,
                '"inbox_event", ["source", "event_id"], unique=True',
                '"inbox_event", ["source", "event_id"], unique=False',
            ),
            Edit(INBOX, '    .on_conflict_do_nothing(index_elements=["source", "event_id"])\n', ""),
        ),
        ("tests/inventory/test_inbox.py", f"{CRASHES}[consumer: after the inbox commit, before the offsets]"),
    ),
    "another payload under a known id is taken for a redelivery": Mutation(
        "G3",
        (
            Edit(
                INBOX,
                "        if known[message.identity] == message.digest:\n",
                "        if known[message.identity]:\n",
            ),
        ),
        ("tests/inventory/test_inbox.py::test_the_same_id_with_another_payload_is_dead_under_a_name_of_its_own",),
    ),
    "what another worker has in hand is waited for": Mutation(
        "G8",
        (Edit(INBOX, ".with_for_update(of=InboxPending, skip_locked=True)", ".with_for_update(of=InboxPending)"),),
        ("tests/inventory/test_inbox.py::test_what_is_claimed_elsewhere_done_or_dead_is_left_out",),
    ),
    "events are claimed without a lock": Mutation(
        "G3",
        (Edit(INBOX, "    .with_for_update(of=InboxPending, skip_locked=True)\n", ""),),
        ("tests/inventory/test_inbox.py::test_what_is_claimed_elsewhere_done_or_dead_is_left_out",),
    ),
    "an adjustment's reference is not looked up": Mutation(
        "G3",
        (
            Edit(
                "inventory/ledger.py",
                "    if not commands:\n        return {}\n",
                "    if commands or not commands:\n        return {}\n",
            ),
        ),
        ("tests/inventory/test_adjustments.py::test_the_same_reference_again_is_a_replay",),
    ),
    "a key is kept before its effect": Mutation(
        "G3",
        (
            Edit(
                "inventory/idempotency.py",
                "    meanings = {request: _meaning(request, firsts, known) for request in requests}\n",
                "    session.connection().exec_driver_sql('COMMIT')\n    session.connection().exec_driver_sql('BEGIN')\n"
                "    meanings = {request: _meaning(request, firsts, known) for request in requests}\n",
            ),
        ),
        (
            "tests/api/test_idempotency_keys.py::test_a_key_and_its_effect_are_committed_together",
            f"{CRASHES}[api: in the transaction, before anything is written]",
        ),
    ),
    "a key that is known does not count": Mutation(
        "G3",
        (Edit("inventory/idempotency.py", "    if request.name in known:\n        return _Meaning.REPLAY\n", ""),),
        ("tests/api/test_idempotency_keys.py::test_a_retried_release_does_not_end_the_hold_that_came_after_it",),
    ),
    "a commit whose outcome is unknown is not tried again": Mutation(
        "G3",
        (
            Edit(
                "api/group_commit.py",
                "        except OutcomeUnknown as unknown:\n            try:\n",
                "        except OutcomeUnknown as unknown:\n            raise unknown\n            try:\n",
            ),
        ),
        ("tests/api/test_group_commit.py::test_an_unknown_commit_is_run_again_once",),
    ),
    "what is done stays pending": Mutation(
        "G3",
        (
            Edit(
                STOCK,
                "        inbox.complete(session, [row.id for row in claimed])\n",
                "        inbox.complete(session, [])\n",
            ),
        ),
        ("tests/tasks/test_stock.py::test_each_operation_goes_from_the_inbox_to_stock",),
    ),
    # G4 order does not matter
    "the last fact heard wins, not the newest": Mutation(
        "G4",
        (
            Edit(
                "inventory/lifecycle.py",
                "    return heard if known is None or heard > known else known\n",
                "    return heard if known is None or heard != known else known\n",
            ),
        ),
        ("tests/inventory/test_lifecycle.py::test_order_and_number_of_deliveries_do_not_matter",),
    ),
    "the last order heard wins, not the newest": Mutation(
        "G4",
        (
            Edit(
                "inventory/lifecycle.py",
                "(reservation.ordered_at, _rank(reservation.ordered_lines)) >= (at, _rank(lines))",
                "(reservation.ordered_at, _rank(reservation.ordered_lines)) == (at, _rank(lines))",
            ),
        ),
        ("tests/inventory/test_lifecycle.py::test_order_and_number_of_deliveries_do_not_matter", ARRIVAL),
    ),
    "a payment before its order is forgotten": Mutation(
        "G4",
        (
            Edit(
                "inventory/batch.py",
                "    return isinstance(command, Reserve) or not (isinstance(command, Expire) or is_request(command))\n",
                "    return isinstance(command, Reserve)\n",
            ),
        ),
        ("tests/inventory/test_permutations.py::test_one_delivery_after_the_other",),
    ),
    "an older statement of the catalogue counts": Mutation(
        "G4",
        (
            Edit(
                "inventory/batch.py",
                "    return row.catalog_at is None or (at, quantity) > (row.catalog_at, row.catalog_quantity or 0)\n",
                "    return row.catalog_at is None or (at, quantity) != (row.catalog_at, row.catalog_quantity)\n",
            ),
        ),
        ("tests/inventory/test_catalogue.py::test_the_newest_statement_counts_in_whatever_order_they_come",),
    ),
    "a refused payment is met by later stock": Mutation(
        "G4",
        (
            Edit(
                "inventory/lifecycle.py",
                "self.paid_at is not None and (self.refused_at is None or self.paid_at > self.refused_at)",
                "self.paid_at is not None",
            ),
        ),
        ("tests/inventory/test_payments.py::test_a_refused_payment_does_not_confirm_what_is_reserved_again",),
    ),
    "of two contradictions of one instant the last heard counts": Mutation(
        "G4",
        (
            Edit(
                "inventory/lifecycle.py",
                "(reservation.ordered_at, _rank(reservation.ordered_lines)) >= (at, _rank(lines))",
                "reservation.ordered_at > at or (reservation.ordered_at == at and reservation.ordered_lines == lines)",
            ),
        ),
        ("tests/inventory/test_lifecycle.py::test_contradictions_of_the_same_instant_end_the_same", MODEL),
    ),
    "who is paid later in a batch keeps the units of an overdue hold": Mutation(
        "G4",
        (Edit(OPERATIONS, "skipping=known)", "skipping=batch.changed_orders)"),),
        (
            "tests/inventory/test_holds.py::test_an_overdue_hold_gives_way_to_who_came_before_its_payment_in_the_same_batch",
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
                "from inventory.commands import AdjustStock, Amend, Command, Reserve, StateSupply\n",
                "from inventory.commands import AdjustStock, Amend, Cause, Command, Expire, Reserve, StateSupply\n",
            ),
        ),
        (
            "tests/inventory/test_holds.py::test_an_overdue_hold_ends_when_it_is_needed_and_not_before_what_came_earlier",
        ),
    ),
    # G5 every change is explained
    "expiry leaves no trace in the ledger": Mutation(
        "G5",
        (
            Edit(
                "inventory/batch.py",
                "                self._enter(row, level, kind, command.cause, reason=decision.reason, order_id=after.order_id)\n",
                "                if after.status is Status.EXPIRED:\n"
                "                    row.touch(level, self._now)\n                    continue\n"
                "                self._enter(row, level, kind, command.cause, reason=decision.reason, order_id=after.order_id)\n",
            ),
        ),
        (
            "tests/inventory/test_races.py::test_everybody_at_once_never_deadlocks_and_never_oversells",
            f"{CRASHES}[sweeper: between two batches of overdue holds]",
        ),
    ),
    "the ledger's balance is that of before": Mutation(
        "G5",
        (
            Edit(
                "inventory/ledger.py",
                "        on_hand_after=on_hand,\n",
                "        on_hand_after=on_hand_before,\n",
            ),
        ),
        ("tests/inventory/test_adjustments.py", "tests/inventory/test_permutations.py"),
    ),
    # G6 every outcome is announced
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
                "from sqlalchemy.exc import IntegrityError\n",
                "from sqlalchemy import create_engine\nfrom sqlalchemy.exc import IntegrityError\n",
            ),
        ),
        (
            "tests/inventory/test_announcements.py::test_what_is_rolled_back_is_not_announced",
            f"{CRASHES}[worker: in the stock transaction, applied but not done]",
        ),
    ),
    "rows are deleted before Kafka has acknowledged them": Mutation(
        "G6",
        (
            Edit(
                RELAY,
                "        delivery = self._deliver(connection, producer, rows)\n",
                "        with Session(connection) as session, session.begin():\n"
                "            outbox.remove(session, [row.id for row in rows])\n"
                "        delivery = self._deliver(connection, producer, rows)\n",
            ),
        ),
        (f"{CRASHES}[relay: rows are fetched, none is produced]",),
    ),
    "all that is acknowledged is removed, also above one that is not": Mutation(
        "G6",
        (
            Edit(
                RELAY,
                "            if row.id not in self.acknowledged:\n                break\n",
                "            if row.id not in self.acknowledged:\n                continue\n",
            ),
        ),
        ("tests/bridge/test_relay.py::test_what_is_acknowledged_above_a_gap_is_sent_again_after_it",),
    ),
    "an outcome has another id each time it is sent": Mutation(
        "G6",
        (
            Edit("bridge/announcement.py", '        "id": str(row.event_id),\n', '        "id": str(uuid4()),\n'),
            Edit(
                "bridge/announcement.py", "from typing import Any\n", "from typing import Any\nfrom uuid import uuid4\n"
            ),
        ),
        (
            "tests/bridge/test_relay.py::test_killed_between_acknowledgement_and_removal_it_repeats_with_the_same_ids",
            f"{CRASHES}[relay: Kafka has acknowledged, nothing is deleted]",
        ),
    ),
    "two relays are active": Mutation(
        "G6",
        (
            Edit(
                "bridge/leadership.py", "            if connection.scalar(_TRY_LOCK):\n", "            if connection:\n"
            ),
        ),
        ("tests/bridge/test_relay.py::test_one_relay_is_active_and_another_takes_over",),
    ),
    "outbox ids are handed out twenty to a session": Mutation(
        "G6",
        (
            Edit(
                TABLES,
                '        "outbox_event",\n        sa.Column("id", sa.BigInteger(), sa.Identity(always=True, cache=1)',
                '        "outbox_event",\n        sa.Column("id", sa.BigInteger(), sa.Identity(always=True, cache=20)',
            ),
        ),
        ("tests/inventory/test_migrate.py::test_the_details_that_a_comparison_does_not_see",),
    ),
    "the outbox is read in no order": Mutation(
        "G6",
        (Edit("inventory/outbox.py", "    .order_by(OutboxEvent.id)\n", "    .order_by(OutboxEvent.id.desc())\n"),),
        (
            "tests/inventory/test_outbox.py",
            "tests/bridge/test_relay.py::test_killed_in_the_middle_everything_arrives_in_order",
        ),
    ),
    "two who make rows of one new SKU do not queue": Mutation(
        "G6",
        (
            Edit(
                LOCKS,
                "        if created:\n            connection.execute(_LOCK_CREATORS",
                "        if False:\n            connection.execute(_LOCK_CREATORS",
            ),
        ),
        ("tests/inventory/test_reviewed.py::test_two_who_make_a_sku_at_two_locations_announce_it_one_after_the_other",),
    ),
    "an expired hold is told to nobody": Mutation(
        "G6",
        (
            Edit(
                "inventory/announcements.py",
                "    Status.EXPIRED: OutcomeType.STOCK_RESERVATION_EXPIRED,\n",
                "",
            ),
        ),
        ("tests/inventory/test_announcements.py::test_an_expired_hold_is_announced_with_what_is_free_again", MODEL),
    ),
    "a refused payment is told to nobody": Mutation(
        "G6",
        (
            Edit(
                "inventory/decisions.py",
                "        announce=OutcomeType.STOCK_CONFIRMATION_REJECTED,\n        reason=InsufficientStock.code,\n",
                "        announce=None,\n        reason=InsufficientStock.code,\n",
            ),
        ),
        ("tests/inventory/test_payments.py::test_a_refused_payment_is_announced_with_what_is_missing", MODEL),
    ),
    # G7 holds end
    "an overdue hold is not ended for who needs it": Mutation(
        "G7",
        (
            Edit(
                OPERATIONS,
                "                    found = _overdue(session, batch, overdue, now=now)\n",
                "                    found = []\n",
            ),
        ),
        ("tests/inventory/test_holds.py::test_an_overdue_hold_is_free_at_once_when_another_order_needs_it",),
    ),
    "expiry does not ask whether the hold is over": Mutation(
        "G7",
        (
            Edit(
                "inventory/decisions.py",
                "    return before._replace(status=Status.EXPIRED) if before.overdue(now) else before\n",
                "    return before._replace(status=Status.EXPIRED) if before.status is Status.PENDING else before\n",
            ),
        ),
        ("tests/inventory/test_holds.py::test_a_hold_that_is_not_over_is_not_swept",),
    ),
    "a hold that fails blocks those behind it": Mutation(
        "G7",
        (Edit(SWEEPS, "overdue_orders(beside=failures)", "overdue_orders(beside=())"),),
        ("tests/tasks/test_sweeps.py::TestExpireHolds::test_a_hold_that_fails_blocks_none_behind_it",),
    ),
    "a sweep waits for what somebody else works on": Mutation(
        "G7",
        (
            Edit(
                "inventory/sweep.py",
                ".with_for_update(key_share=True, skip_locked=True)",
                ".with_for_update(key_share=True)",
            ),
        ),
        ("tests/tasks/test_sweeps.py::TestExpireHolds::test_leaves_what_somebody_else_works_on",),
    ),
    "beat does not ask for expiry": Mutation(
        "G7",
        (
            Edit(
                "tasks/app.py", "            EXPIRE_HOLDS: _every(settings.sweep_interval_seconds, EXPIRE_HOLDS),\n", ""
            ),
        ),
        ("tests/tasks/test_sweeps.py::test_beat_and_a_sweeper_keep_the_line_moving",),
    ),
    "a hold that is amended begins anew": Mutation(
        "G7",
        (
            Edit(
                "inventory/lifecycle.py",
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
                "inventory/decisions.py",
                "    asked = min(now + timedelta(seconds=command.ttl_seconds), before.held_since + holds.maximum)\n",
                "    asked = now + timedelta(seconds=command.ttl_seconds)\n",
            ),
        ),
        ("tests/inventory/test_holds.py::test_extend_never_shortens_and_the_whole_hold_is_capped",),
    ),
    # G8 no deadlocks
    "stock is locked in no order": Mutation(
        "G8",
        (Edit(LOCKS, "    .order_by(Stock.sku, Stock.location)\n", ""),),
        ("tests/inventory/test_lock_order.py::test_locks_are_taken_in_one_order",),
    ),
    "orders are made in no order": Mutation(
        "G8",
        (Edit("inventory/batch.py", "sorted(self.changed_orders)", "sorted(self.changed_orders, reverse=True)"),),
        ("tests/inventory/test_lock_order.py::test_locks_are_taken_in_one_order",),
    ),
    "an order that somebody else makes meanwhile is overlooked": Mutation(
        "G3",
        (Edit(OPERATIONS, "changes, now=now) != expected:", "changes, now=now).stock != expected.stock:"),),
        ("tests/inventory/test_races.py::test_two_events_of_an_order_that_does_not_exist_yet",),
    ),
    "a restart keeps its locks": Mutation(
        "G8",
        (Edit(OPERATIONS, "                savepoint.rollback()\n", "                pass\n"),),
        ("tests/inventory/test_lock_order.py::test_a_restart_gives_its_locks_back_first",),
    ),
    "the savepoint is left out": Mutation(
        "G8",
        (
            Edit(
                OPERATIONS,
                "            with session.connection().begin_nested() as savepoint:\n",
                "            with nullcontext() as savepoint:\n",
            ),
            Edit(OPERATIONS, "                savepoint.rollback()\n", "                assert savepoint is None\n"),
            Edit(
                OPERATIONS,
                "from datetime import datetime",
                "from contextlib import nullcontext\nfrom datetime import datetime",
            ),
        ),
        ("tests/inventory/test_lock_order.py::test_a_restart_gives_its_locks_back_first",),
    ),
    "keys are locked in the order of arrival": Mutation(
        "G8",
        (Edit("inventory/idempotency.py", "    names = sorted(firsts)\n", "    names = list(firsts)\n"),),
        ("tests/api/test_idempotency_keys.py::test_keys_are_locked_in_one_order_whatever_that_of_the_requests",),
    ),
}
