"""Breaks of the Celery tasks: batches, sweeps, redispatch, the queue."""

from __future__ import annotations

from tests.faults.mutations.breaks import CRASHES, Edit, Mutation

SWEEPS = "tasks/sweeps.py"
STOCK = "tasks/stock.py"
FAILURES = "tests/tasks/test_records_of_failures.py"
FLOOD = "tests/tasks/test_poison.py::TestWhileAllWorkersAreDown"

MUTATIONS: dict[str, Mutation] = {
    "a heartbeat is tried in silence": Mutation(
        "G2",
        (Edit("tasks/worker/waiting.py", "    connection.ensure = _trying_openly(connection.ensure, liveness)\n", ""),),
        ("tests/tasks/test_progress.py::test_to_try_a_heartbeat_again_is_progress",),
    ),
    "events are done before they are applied": Mutation(
        "G2",
        (
            Edit(
                STOCK,
                "        claimed = spans.claimed(claiming.claim(session, inbox_ids))\n",
                "        claimed = spans.claimed(claiming.claim(session, inbox_ids))\n"
                # By hand: the point at which the test dies is the completion after the stock.
                "        done = [row.id for row in claimed]\n"
                "        session.connection().exec_driver_sql('DELETE FROM inbox_pending WHERE id = ANY(%s)', (done,))\n"
                "    with database().transaction() as session:\n",
            ),
        ),
        (f"{CRASHES}[worker: in the stock transaction, applied but not done]",),
    ),
    "a send that failed counts as sent": Mutation(
        "G2",
        (Edit(SWEEPS, "            if unsent and short:\n", "            if False:\n"),),
        ("tests/tasks/test_sweeps.py::TestRedispatch::test_what_the_broker_took_before_it_refused_stays_counted",),
    ),
    "a limit that Flower sets holds work back": Mutation(
        "G2",
        (Edit("tasks/app.py", '        "worker_disable_rate_limits": True,\n', ""),),
        ("tests/tasks/test_flower_commands.py",),
    ),
    "a worker believes what it was told last": Mutation(
        "G2",
        (
            Edit(
                "tasks/worker/consumer.py",
                "tasks_left_lying(consumer.app, self._queues)",
                "tasks_left_lying(consumer.app, ())",
            ),
            Edit(
                "tasks/worker/consumer.py",
                "max(consumer.pool.num_processes, self._processes)",
                "consumer.pool.num_processes",
            ),
        ),
        ("tests/tasks/test_flower_commands.py",),
    ),
    "a worker does not count what it was sent again": Mutation(
        "G2",
        (Edit(STOCK, "            if attempt:\n", "            if False:\n"),),
        ("tests/tasks/test_sweeps.py::TestRedispatch::test_sends_what_is_due_and_has_its_worker_count_it",),
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
                "        send_again(due, isolate=short)\n        return due\n",
            ),
            Edit(
                SWEEPS,
                "            unsent = send_again(due, isolate=short)\n",
                "            unsent: Sequence[PendingEvent] = ()\n",
            ),
        ),
        ("tests/tasks/test_sweeps.py::TestRedispatch::test_events_are_committed_before_they_are_sent",),
    ),
    "what was begun is uncounted": Mutation(
        "G2",
        (Edit(STOCK, "[inbox_id for inbox_id in inbox_ids if inbox_id not in begun]", "list(inbox_ids)"),),
        (f"{FAILURES}::test_what_was_begun_stays_counted_when_postgresql_goes_away_in_the_middle",),
    ),
    "the queue has no bound": Mutation(
        "G2",
        (Edit("tasks/stock_queue.py", "    return waiting >= settings().long_queue", "    return False"),),
        (f"{FLOOD}::test_ten_thousand_events_keep_the_queue_bounded_and_are_all_done_afterwards",),
    ),
    "one bad event fails its neighbours": Mutation(
        "G2",
        (
            Edit(
                "tasks/one_by_one.py",
                "    if len(batch) == 1:\n        return {batch[0]: error}\n    size = ",
                "    if batch:\n        return dict.fromkeys(batch, error)\n    size = ",
            ),
        ),
        ("tests/tasks/test_batch.py::test_only_the_culprit_fails",),
    ),
    "what is done stays pending": Mutation(
        "G3",
        (
            Edit(
                STOCK,
                "        claiming.complete(session, [row.id for row in claimed if row.id not in waiting], first=[RELEASE_SAVEPOINT])\n",
                "        claiming.complete(session, [], first=[RELEASE_SAVEPOINT])\n",
            ),
        ),
        ("tests/tasks/test_stock.py::test_each_operation_goes_from_the_inbox_to_stock",),
    ),
    "a hold that fails blocks those behind it": Mutation(
        "G7",
        (Edit(SWEEPS, "overdue_orders(beside=failures)", "overdue_orders(beside=())"),),
        ("tests/tasks/test_sweeps.py::TestExpireHolds::test_a_hold_that_fails_blocks_none_behind_it",),
    ),
    "beat does not ask for expiry": Mutation(
        "G7",
        (
            Edit(
                "tasks/app.py",
                "for job in jobs.SCHEDULED}",
                'for job in jobs.SCHEDULED if job.name != "expire_holds"}',
            ),
        ),
        ("tests/tasks/test_sweeps.py::test_beat_and_a_sweeper_keep_the_line_moving",),
    ),
}
