"""Breaks of the console: its sessions, its forms, and the one way of every change."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

GUARD, SIGN_IN = "tests/console/test_guard.py", "tests/console/test_sign_in.py"
LIMITED = "tests/console/test_limited_tokens.py"
CSRF, COOKIES = "console/access/csrf.py", "console/access/cookies.py"

MUTATIONS: dict[str, Mutation] = {
    "the console takes a form without its token": Mutation(
        "G12",
        (Edit(CSRF, "if not (was_sent() and", "if was_sent() and not (given == '' or"),),
        (f"{GUARD}::test_a_form_without_its_token_changes_nothing",),
    ),
    "the console takes a form of another site": Mutation(
        "G12",
        (Edit(CSRF, "    _refuse_foreign_pages()\n", ""),),
        (f"{GUARD}::test_a_form_of_another_site_changes_nothing",),
    ),
    "the console takes the token of another session's form": Mutation(
        "G12",
        (Edit(CSRF, "hmac.digest(cookie().encode(),", "hmac.digest(cookie()[:0].encode(),"),),
        (f"{GUARD}::test_a_form_without_its_token_changes_nothing",),
    ),
    "the console keeps the cookie from before the sign-in": Mutation(
        "G12",
        (Edit("console/access/sign_in.py", "cookies.replace()))", "old))"),),
        (f"{SIGN_IN}::test_the_cookie_is_for_this_host_alone_and_new_after_the_sign_in",),
    ),
    "a revoked token keeps its session at the console": Mutation(
        "G12",
        (Edit("inventory/sessions.py", "            & ApiToken.revoked_at.is_(None)\n", ""),),
        (f"{SIGN_IN}::test_a_session_ends",),
    ),
    "a session at the console outlives its idle time": Mutation(
        "G12",
        (Edit("inventory/sessions.py", '        ConsoleSession.seen_at > bindparam("idle_since_"),\n', ""),),
        (f"{SIGN_IN}::test_a_session_ends",),
    ),
    "a page of another site signs the person out of the console": Mutation(
        "G12",
        (Edit(COOKIES, ' and request.headers.get("Sec-Fetch-Site") not in FOREIGN_SITES', ""),),
        (f"{GUARD}::test_an_answer_to_another_site_gives_no_cookie",),
    ),
    "a page of the console that declares no scope is served to all": Mutation(
        "G12",
        (
            Edit(
                "console/access/scopes.py",
                '        raise LookupError(f"{endpoint} is served to nobody: declare its scope by @needs")\n',
                "        return SIGNED_IN\n",
            ),
        ),
        (f"{GUARD}::test_a_page_without_a_scope_is_served_to_nobody",),
    ),
    "the console leads somebody to another site after the sign-in": Mutation(
        "G12",
        (Edit("console/pages/sign_in.py", "if sent_forms.is_ours(asked) else", "if asked else"),),
        (f"{SIGN_IN}::test_nobody_is_led_elsewhere_after_the_sign_in",),
    ),
    "a form of the console that is sent twice changes twice": Mutation(
        "G3",
        (Edit("console/changes.py", "return given if _KEY.fullmatch(given) else new_key()", "return new_key()"),),
        ("tests/console/test_example.py::test_the_same_form_twice_changes_once",),
    ),
    "the console says that nothing was changed when that is not known": Mutation(
        "G3",
        (Edit("console/refusals.py", 'g.get("change_unknown", False) or RESENT in request.args', "False"),),
        ("tests/console/test_changes.py::test_a_change_that_is_not_known_is_told_so_and_sent_again_as_the_same",),
    ),
    "a change at the console is nobody's": Mutation(
        "G5",
        (Edit("console/access/guard.py", "    g.actor, g.scopes,", "    _, g.scopes,"),),
        ("tests/console/test_example.py::test_found_units_are_added_by_the_person_who_is_signed_in",),
    ),
    "console: a form that is sent again forgets what it is about": Mutation(
        "G5",
        (Edit("console/sent_forms.py", "[*query, (RESENT, '1')]", "[(RESENT, '1')]"),),
        ("tests/console/test_changes.py::test_a_form_that_is_about_its_query_is_sent_again_as_the_same",),
    ),
    "console: a form that is sent again counts as another one": Mutation(
        "G3",
        (Edit("console/changes.py", " if one[0] != RESENT)", ")"),),
        ("tests/console/test_changes.py::test_a_form_that_is_about_its_query_is_sent_again_as_the_same",),
    ),
    "console: the search tells a token with limits of events": Mutation(
        "G12",
        (Edit("console/reading/search.py", "Scope.OPS in scopes and allowance.is_of_all", "Scope.OPS in scopes"),),
        (
            "tests/console/reading/test_search.py::test_events_are_for_nobody_with_limits",
            f"{LIMITED}::test_hidden_things_have_no_page",
        ),
    ),
    "console: a list shows places beyond the token": Mutation(
        "G12",
        (Edit("console/pages/stock/places.py", "    if reach is None:\n", "    if True:\n"),),
        (f"{LIMITED}::test_no_page_tells_of_the_hidden",),
    ),
    "the refusal of an order tells its locations": Mutation(
        "G12",
        (
            Edit(
                "inventory/domain/orders/held_units.py",
                ', named=f"order {reservation.order_id}, which is not kept to these locations"',
                "",
            ),
        ),
        (f"{LIMITED}::test_no_page_tells_of_the_hidden",),
    ),
    "console: a form of another site is kept for the sign-in": Mutation(
        "G12",
        (Edit("console/sent_forms.py", "        csrf.check()\n", ""),),
        (f"{SIGN_IN}::test_a_form_that_is_not_of_the_visitor_is_not_kept",),
    ),
    "console: a form that was kept goes to another site": Mutation(
        "G12",
        (Edit("console/sent_forms.py", "    if not is_ours(address):\n", "    if not address:\n"),),
        (f"{SIGN_IN}::test_a_kept_form_goes_to_no_other_site",),
    ),
    "console: a form that was kept is another one": Mutation(
        "G3",
        (Edit("console/sent_forms.py", "if one[0] != CSRF])", "if one[0] not in (CSRF, ONCE)])"),),
        (f"{SIGN_IN}::test_a_form_that_is_kept_has_its_key",),
    ),
    "console: a page of pending events reads all of them": Mutation(
        "G9",
        (
            Edit(
                "console/reading/pending_events.py",
                ".order_by(InboxPending.id).limit(limit + 1)",
                ".order_by(InboxPending.attempts)",
            ),
        ),
        (
            "tests/console/reading/test_plans.py::test_each_query_uses_an_index_at_a_million_rows",
            "tests/console/test_plans_of_pages.py::test_no_page_reads_a_large_table_whole",
        ),
    ),
}
