"""Breaks of the console: its sessions, its forms, and the one way of every change."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

GUARD, SIGN_IN = "tests/console/test_guard.py", "tests/console/test_sign_in.py"
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
        (Edit("console/pages/sign_in.py", "return asked if is_ours else", "return asked if asked else"),),
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
        (Edit("console/refusals.py", "[*query, (RESENT, '1')]", "[(RESENT, '1')]"),),
        ("tests/console/test_changes.py::test_a_form_that_is_about_its_query_is_sent_again_as_the_same",),
    ),
    "console: a form that is sent again counts as another one": Mutation(
        "G3",
        (Edit("console/changes.py", " if one[0] != RESENT)", ")"),),
        ("tests/console/test_changes.py::test_a_form_that_is_about_its_query_is_sent_again_as_the_same",),
    ),
}
