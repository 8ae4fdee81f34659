"""Breaks of the way to PostgreSQL: its server, the beginning and the end of a transaction."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

OLD_PRIMARY = "tests/bridge/test_old_primary.py"
CALLS = "inventory/database/calls.py"
SEAM, ENGINE = "inventory/database/connection.py", "inventory/database/engine.py"
WRONG_SERVER = "tests/inventory/database/test_wrong_server.py"
PIPELINING = "tests/inventory/database/test_pipelining.py"
WITH_COMMIT = "tests/inventory/database/test_with_commit.py"
SEAM_TESTS, ZONES = "tests/inventory/database/test_seam.py", "tests/inventory/database/test_time_zones.py"

VANISHED = "tests/inventory/database/test_vanished_server.py"
OLD_PLANS = "tests/inventory/write_path/test_old_plans.py"

MUTATIONS: dict[str, Mutation] = {
    "a server that has vanished is waited for with each connection": Mutation(
        "G2",
        (Edit(ENGINE, "        order.led_to(connection.info.host, connection.info.port)\n", ""),),
        (f"{VANISHED}::test_a_process_waits_once_for_a_server_that_has_vanished",),
    ),
    "the URL's time-outs do not count": Mutation(
        "G2",
        (
            Edit(
                ENGINE,
                " for name, seconds in _FOUND_DEAD.items() if name not in address.query}",
                " for name, seconds in _FOUND_DEAD.items()}",
            ),
        ),
        (f"{VANISHED}::test_the_time_out_of_the_url_counts",),
    ),
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
        (Edit(ENGINE, "        return lost or ends_connection(e)", "        return lost"),),
        (f"{WRONG_SERVER}::test_a_pool_moves_to_the_new_primary_within_one_call",),
    ),
    "the relay stays with an old primary": Mutation(
        "G6",
        (Edit(SEAM, 'or not (recovers or read_only == "on")', "or not recovers"),),
        (f"{OLD_PRIMARY}::test_the_relay_lets_go_of_its_lock_and_publishes_when_writes_are_taken_again",),
    ),
    "a plan from before a migration is told to whoever waits": Mutation(
        "G2",
        (Edit("inventory/database/begun_again.py", "if kind(error) is not Kind.STALE_PLAN:", "if error is not None:"),),
        (
            "tests/inventory/database/test_fresh_plans.py::test_the_answer_comes_from_a_new_connection",
            "tests/api/test_altered_under_load.py::test_nobody_is_refused_because_columns_change_their_types",
            "tests/tasks/test_sweeps.py::test_nothing_fails_because_columns_have_changed_their_types",
        ),
    ),
    "group commit has no second try on a new connection": Mutation(
        "G2",
        (Edit("api/turns/group_commit.py", "@retried_on_stale_plan\n", ""),),
        (
            "tests/inventory/database/test_fresh_plans.py::test_every_transaction_of_a_process_that_lives_long_has_its_second_try",
            "tests/api/test_altered_under_load.py::test_nobody_is_refused_because_columns_change_their_types",
        ),
    ),
    "reads have no second try on a new connection": Mutation(
        "G2",
        (Edit("api/contract/endpoint.py", "view if self.writes else retried_on_stale_plan(view)", "view"),),
        ("tests/api/test_altered_under_load.py::test_nobody_is_refused_because_columns_change_their_types",),
    ),
    "a COMMIT that is answered ROLLBACK counts": Mutation(
        "G2",
        (Edit(CALLS, '    if told != "COMMIT":', "    if told is None:"),),
        (f"{SEAM_TESTS}::test_a_transaction_that_had_failed_is_not_taken_for_committed",),
    ),
    "locks of a client that vanished amid a trip are held for hours": Mutation(
        "G2",
        (Edit(SEAM, "    pinned.append(_KEEPALIVES)\n", ""),),
        (f"{SEAM_TESTS}::test_a_server_looks_soon_for_a_client_that_has_vanished_amid_a_trip",),
    ),
    "what goes with a commit is overtaken by what is run behind it": Mutation(
        "G3",
        (
            Edit(
                "inventory/database/transactions.py",
                '        event.listen(self.engine, "before_cursor_execute", send_before)\n',
                "",
            ),
        ),
        (f"{WITH_COMMIT}::test_they_come_before_all_that_is_run_behind_them",),
    ),
    "what goes with a commit is committed although it failed": Mutation(
        "G1",
        (
            Edit(
                CALLS,
                "    send(connection, [*calls, COMMIT], cursors)\n",
                "    for call, cursor in zip((*calls, COMMIT), cursors, strict=True):\n"
                "        with suppress(psycopg.Error):\n"
                "            send(connection, [call], [cursor])\n",
            ),
            Edit(
                CALLS,
                "import AbstractContextManager, nullcontext",
                "import AbstractContextManager, nullcontext, suppress",
            ),
        ),
        (f"{WITH_COMMIT}::test_one_that_fails_undoes_all_and_nothing_is_committed",),
    ),
    "a session that was ended while it committed is told as one that did nothing": Mutation(
        "G3",
        (
            Edit(
                CALLS,
                "            connection.close()\n            failed = amid or failed\n",
                "            failed = amid or failed\n",
            ),
        ),
        (f"{WITH_COMMIT}::test_a_session_that_is_ended_while_its_commit_is_made_is_asked_for",),
    ),
    "an older error is taken for that of a trip": Mutation(
        "G3",
        (Edit(CALLS, "error.__context__ if error.__context__ is not handled else None", "error.__context__"),),
        (f"{WITH_COMMIT}::test_what_is_told_is_what_is_stored_whenever_the_session_is_ended",),
    ),
    "a warning of a call is doubt about the commit": Mutation(
        "G2",
        (Edit(CALLS, "not calls or notice.source_function == _WAITS_FOR_STANDBY", "True"),),
        (f"{WITH_COMMIT}::test_a_warning_of_one_is_no_doubt_about_the_commit",),
    ),
    "void writes are told as a bad value": Mutation(
        "G2",
        (Edit("inventory/database/failures.py", "    if is_void(cause):\n        return Kind.BUSY\n", ""),),
        (f"{WITH_COMMIT}::test_void_writes_are_no_bad_value_and_are_tried_again",),
    ),
    "void writes of a worker are not tried again": Mutation(
        "G2",
        (Edit("tasks/stock.py", "@again_if_void\n", ""),),
        ("tests/tasks/test_round_trips.py::test_an_order_that_somebody_else_makes_meanwhile_is_met_by_its_payment",),
    ),
    "void writes of the API are not tried again": Mutation(
        "G2",
        (Edit("api/turns/group_commit.py", "@again_if_void\n", ""),),
        ("tests/api/turns/test_void_writes.py",),
    ),
    "a time keeps the zone of the session": Mutation(
        "G7",
        (
            Edit(SEAM, '    "TimeZone": "UTC",\n', ""),
            Edit(SEAM, "datetime.fromisoformat(bytes(data).decode()).astimezone(UTC)", "super().load(data)"),
            Edit(
                SEAM,
                "            return _EPOCH + timedelta(0, 0, _MICROSECONDS(data)[0])",
                "            return super().load(data)",
            ),
            Edit(
                "inventory/boundary/moments.py", "    if moment.tzinfo is not UTC:\n", "    if moment.tzinfo is None:\n"
            ),
        ),
        (
            f"{ZONES}::test_a_hold_lives_as_long_as_it_was_asked_to",
            f"{ZONES}::test_a_hold_that_is_over_is_swept_and_audited",
            f"{ZONES}::test_a_fact_counts_by_when_it_happened",
            f"{ZONES}::test_what_is_old_is_forgotten_on_time",
            f"{ZONES}::test_each_kind_is_forgotten_on_time",
        ),
    ),
    "a time in another zone is let into the core": Mutation(
        "G7",
        (
            Edit(
                "inventory/boundary/moments.py", "    if moment.tzinfo is not UTC:\n", "    if moment.tzinfo is None:\n"
            ),
        ),
        (f"{ZONES}::test_the_core_takes_no_time_in_another_zone",),
    ),
    "the interval style is the owner's": Mutation(
        "G2",
        (Edit(SEAM, '    "IntervalStyle": "postgres",\n', ""),),
        (f"{SEAM_TESTS}::test_what_the_owner_has_set_is_not_inherited",),
    ),
    "the isolation is the owner's": Mutation(
        "G3",
        (Edit(SEAM, 'f"BEGIN ISOLATION LEVEL {mode}"', 'f"BEGIN"'),),
        (f"{SEAM_TESTS}::test_what_the_owner_has_set_is_not_inherited",),
    ),
    "a pooler's session keeps its search path": Mutation(
        "G3",
        (Edit(SEAM, """    pinned.append(f"set_config('search_path', {path}, true)")\n""", ""),),
        (
            f"{SEAM_TESTS}::test_what_a_session_was_told_does_not_outlive_its_transaction",
            f"{SEAM_TESTS}::test_two_schemas_of_one_database_are_told_apart_by_the_url",
        ),
    ),
    "the relay reads its whole table": Mutation(
        "G6",
        (Edit(SEAM, '{"enable_seqscan": "off", ', "{"),),
        ("tests/bridge/relay/test_relay_reads.py::test_an_emptied_outbox_is_polled_by_its_index",),
    ),
    "a page is sorted out of the whole table": Mutation(
        "G2",
        (Edit(SEAM, '"enable_bitmapscan": "off", "enable_hashagg": "off", ', ""),),
        (f"{OLD_PLANS}::test_an_old_connection_reads_no_more_than_a_fresh_one",),
    ),
    "rows are looked up by a join": Mutation(
        "G2",
        (
            Edit(
                "inventory/database/arrays.py", 'query.offset(literal_column("0")).lateral(name)', "query.lateral(name)"
            ),
        ),
        (OLD_PLANS,),
    ),
    "old dead letters are found by a join": Mutation(
        "G2",
        (Edit("migrations/versions/0039_dead_letters_by_key.py", "    _define(_BY_KEY)\n", "    _define(_BY_JOIN)\n"),),
        (f"{OLD_PLANS}::test_an_old_connection_reads_no_more_than_a_fresh_one",),
    ),
    "locked orders are changed by a join": Mutation(
        "G2",
        (
            Edit(
                "inventory/write_path/writing.py",
                """_UPDATE_RESERVATIONS = _replacing.on_conflict_do_update(
    index_elements=["order_id"], set_={name: _replacing.excluded[name] for name in _FACTS if name != "order_id"}
)""",
                """_UPDATE_RESERVATIONS = (
    ReservationTable.__table__.update()
    .where(ReservationTable.order_id == _known.c.order_id)
    .values({name: _known.c[name] for name in _FACTS if name != "order_id"})
)""",
            ),
        ),
        (OLD_PLANS,),
    ),
    "a commit that a standby may not have counts": Mutation(
        "G2",
        (Edit(CALLS, "    if warnings:\n", "    if not told:\n"),),
        (f"{SEAM_TESTS}::test_a_commit_that_a_standby_may_not_have_is_not_certain",),
    ),
    "who is at the wrong server stays there when he is done": Mutation(
        "G2",
        (Edit(ENGINE, '    event.listen(given_up, "checkin", _close)\n', ""),),
        (
            f"{SEAM_TESTS}::test_a_connection_in_use_is_closed_when_it_comes_back_to_a_database_that_was_given_up",
            "tests/inventory/database/test_wrong_server.py::test_who_is_busy_at_the_wrong_server_is_not_left_there",
        ),
    ),
    "the server's owner has it keep its warnings to itself": Mutation(
        "G2",
        (Edit(SEAM, '    "client_min_messages": "warning",', ""),),
        (f"{SEAM_TESTS}::test_a_commit_that_a_standby_may_not_have_is_not_certain",),
    ),
    "a standby where a first call fails is not told as one": Mutation(
        "G2",
        (Edit(SEAM, "if rows := rows_of(cursors[asked - 1]):\n                self._check(rows)", "pass"),),
        (f"{WRONG_SERVER}::test_a_standby_is_told_as_such_when_a_first_call_fails_there",),
    ),
    "an exception amid a trip is hidden by an error of its pipeline": Mutation(
        "G2",
        (Edit("inventory/database/calls.py", "            raise amid from None\n", "            raise\n"),),
        (f"{PIPELINING}::test_a_signal_amid_a_trip_is_told_and_its_answers_are_nobody_elses",),
    ),
    "a rollback is sent amid a trip": Mutation(
        "G2",
        (Edit(SEAM, "        if self.awaits_answers:\n            self.close()\n", ""),),
        (f"{PIPELINING}::test_a_signal_amid_a_trip_is_told_and_its_answers_are_nobody_elses",),
    ),
    "locks of forgotten calls are kept": Mutation(
        "G8",
        (Edit("inventory/database/pipelining.py", "if driver.strays and SAVEPOINT in left:", "if False:"),),
        (f"{PIPELINING}::test_locks_of_forgotten_calls_are_given_back_before_others_are_taken",),
    ),
    "what is read from a replica is older than its age": Mutation(
        "G1",
        (
            Edit("api/turns/replica_reads.py", "first=[REPLICA_AGE, *first]", "first=first"),
            Edit(
                "inventory/database/transactions.py",
                "    (((age,),),) = run(session, REPLICA_AGE)\n",
                "    age = session.connection().exec_driver_sql(REPLICA_AGE.text.decode()).scalar_one()\n",
            ),
        ),
        ("tests/api/turns/test_replica.py::test_the_age_is_no_less_than_that_of_what_is_read",),
    ),
}
