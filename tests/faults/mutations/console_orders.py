"""Breaks of the console's pages of orders, events and the search."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

ACTIONS, HOLDS, EVENTS, SEARCH = (
    f"console/pages/{name}.py" for name in ("orders/acting", "orders/holds", "events", "search")
)
ACTED, HEARD, FOUND = (f"tests/console/test_{name}.py" for name in ("order_actions", "events", "search"))
READ = "tests/console/reading/test_search.py"
LEFT, GIVEN_UP = "console/pages/event_partitions.py", "tests/console/test_event_partitions.py"

MUTATIONS: dict[str, Mutation] = {
    "console: an order that changed since somebody looked at it is changed all the same": Mutation(
        "G3",
        (Edit(ACTIONS, "version != seen + 1:", "version == -1:"),),
        (f"{ACTED}::test_an_order_that_changed_meanwhile_is_told_and_left_alone",),
    ),
    "console: an outcome that is not accepted is committed": Mutation(
        "G3",
        (Edit("console/changes.py", "            accept(outcome)\n", "            pass\n"),),
        (f"{ACTED}::test_an_order_that_changed_meanwhile_is_told_and_left_alone",),
    ),
    "console: a look at an action takes it": Mutation(
        "G3",
        (Edit(ACTIONS, 'form.step == "apply":', "form.step:"),),
        (f"{ACTED}::test_an_action_does_what_its_page_told",),
    ),
    "console: a choice that nobody looked ahead at is made": Mutation(
        "G3",
        (Edit(ACTIONS, "if form.parsed.chosen != _choice(call):", "if form.parsed.chosen == ' ':"),),
        (f"{ACTED}::test_another_choice_than_the_one_looked_at_is_shown_before_it_is_made",),
    ),
    "console: an order is taken as paid without a reason in the books": Mutation(
        "G5",
        (Edit(HOLDS, "cause()._replace(reference=reason)", "cause()"),),
        (f"{ACTED}::test_an_action_does_what_its_page_told",),
    ),
    "console: an action whose look needs no reason is done without one": Mutation(
        "G5",
        (Edit(HOLDS, 'needed_to_apply = ("reason",)', "needed_to_apply = ()"),),
        (f"{ACTED}::test_a_reason_is_asked_for",),
    ),
    "a hold is made longer, and nothing tells why": Mutation(
        "G5",
        (
            Edit(
                "inventory/domain/orders/news.py",
                "case Extend(reason=reason):\n            return reason",
                "case Extend():\n            return None",
            ),
        ),
        (
            f"{ACTED}::test_a_hold_is_kept_for_longer",
            "tests/api/resources/test_timelines.py::test_a_hold_that_was_made_longer_tells_why",
        ),
    ),
    "console: the page of an action shows an order beyond the token": Mutation(
        "G12",
        (Edit(ACTIONS, "    require_reached(allowance(), looked.before)\n", ""),),
        ("tests/console/test_orders.py::test_a_caller_with_limits_sees_no_order_of_others",),
    ),
    "console: the search finds a movement beyond the token": Mutation(
        "G12",
        (
            Edit(
                "console/reading/one_movement.py",
                "if allowance.locations is not None and one.location not in allowance.locations:",
                "if allowance.locations is not None and not one.location:",
            ),
        ),
        (f"{READ}::test_a_caller_with_limits_finds_no_more_than_it_may_read",),
    ),
    "console: the search tells everybody of events": Mutation(
        "G12",
        (Edit(SEARCH, "(Scope.STOCK_READ, Scope.OPS) if may(scope)}", "(Scope.STOCK_READ, Scope.OPS)}"),),
        (f"{FOUND}::test_events_are_found_by_operators_alone",),
    ),
    "console: a message that is downloaded runs as a page": Mutation(
        "G12",
        (Edit(EVENTS, 'mimetype="application/octet-stream"', 'mimetype="text/html"'),),
        (f"{HEARD}::test_a_large_message_is_clipped_and_downloaded_whole",),
    ),
    "console: letters that turn a text around are shown as they are": Mutation(
        "G12",
        (
            Edit(
                "console/words/messages.py",
                'return _clipped(printable_lines(text[: MAX_SHOWN + 1].replace("\\r\\n", "\\n")), len(text))',
                'return _clipped(text[: MAX_SHOWN + 1].replace("\\r\\n", "\\n"), len(text))',
            ),
        ),
        (f"{HEARD}::test_one_event_shows_its_message_safely",),
    ),
    "console: a form about any source gives a whole partition up": Mutation(
        "G5",
        (
            Edit(
                "inventory/partitions/giving_up.py",
                "set_aside.discard(session, overrun.place, overrun.source)",
                "set_aside.discard(session, overrun.place, overrun.source or None)",
            ),
        ),
        (f"{GIVEN_UP}::test_any_source_is_given_up_without_the_others",),
    ),
    "console: messages are given up that nobody has seen": Mutation(
        "G5",
        (Edit("inventory/partitions/giving_up.py", "if through >= known.last_offset:", "if through >= 0:"),),
        (f"{GIVEN_UP}::test_a_source_that_goes_on_sending_is_given_up_as_far_as_somebody_has_seen",),
    ),
    "console: messages are given up that are not there as they were seen": Mutation(
        "G5",
        (Edit(LEFT, "if _seen(known) != form.seen or", "if not form.seen or"),),
        (
            f"{GIVEN_UP}::test_what_is_not_there_as_it_was_seen_is_not_given_up",
            f"{GIVEN_UP}::test_a_source_that_is_read_again_meanwhile_is_not_given_up",
        ),
    ),
    "console: the same form replays events twice": Mutation(
        "G3",
        (Edit("console/once.py", "return work(session) if is_new else None", "return work(session)"),),
        (f"{HEARD}::test_a_group_is_replayed_together",),
    ),
    "console: events are shown beyond the limits of a token": Mutation(
        "G12",
        (Edit(EVENTS, "    if limits.locations is not None:\n", "    if limits.locations == ():\n"),),
        (f"{HEARD}::test_events_are_for_nobody_with_limits",),
    ),
}
