"""Breaks of the guards against browsers, frames and floods."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

BROWSERS = "tests/api/callers/test_browsers.py"
REAL = f"{BROWSERS}::test_a_form_and_a_rebound_name_change_nothing_and_every_answer_guards_itself"
LINES = "tests/inventory/logs/test_lines.py"
STDERR = "tests/inventory/logs/test_stderr.py"
JWTS = "tests/security/test_jwts.py"

MUTATIONS: dict[str, Mutation] = {
    "a form on a foreign page is taken for a program": Mutation(
        "G12",
        (
            Edit(
                "api/callers/browsers.py",
                "        if endpoint is None or scope_of(current_app, endpoint) is not EVERYBODY:\n",
                "        if request.is_json:\n",
            ),
        ),
        (REAL, f"{BROWSERS}::test_foreign_pages_are_refused"),
    ),
    "a page with an origin of its own is believed to be ours": Mutation(
        "G12",
        (
            Edit(
                "api/callers/browsers.py",
                "if not authority or (authority != host and",
                "if authority and (authority != host and",
            ),
        ),
        (f"{BROWSERS}::test_foreign_pages_are_refused",),
    ),
    "a host that begins like ours is ours": Mutation(
        "G12",
        (Edit("api/callers/browsers.py", 'name.endswith(".localhost")', 'name.startswith(("localhost", "127."))'),),
        (f"{BROWSERS}::test_other_hosts_are_refused",),
    ),
    "a rebound name reads what there is": Mutation(
        "G12",
        (
            Edit(
                "api/callers/browsers.py",
                "if host and not self.is_ours(host):",
                "if host and not self.is_ours(host) and False:",
            ),
        ),
        (REAL, f"{BROWSERS}::test_other_hosts_are_refused"),
    ),
    "errors of the server itself may be framed": Mutation(
        "G12",
        (
            Edit(
                "api/server/answering.py",
                "if name not in known]",
                "if name not in known and not last]",
            ),
        ),
        (REAL,),
    ),
    "each anonymous refusal is a line in the log": Mutation(
        "G9",
        (
            Edit(
                "api/refusal_log.py",
                "            if kind is not None:\n",
                "            if kind is not None and kind.untold > 5_000:\n",
            ),
        ),
        (
            f"{BROWSERS}::test_of_many_refusals_the_first_is_logged_and_then_a_number",
            f"{BROWSERS}::test_anonymous_refusals_are_counted_and_sampled_others_logged_each_time",
        ),
    ),
    "a token for something else is an access token": Mutation(
        "G12",
        (Edit("api/callers/jwts.py", 'if says.endswith("+jwt"):', 'if says.endswith("+jwt") and not says:'),),
        (f"{JWTS}::test_what_calls_itself_something_else_is_refused",),
    ),
    "an ID token opens what an access token opens": Mutation(
        "G12",
        (
            Edit(
                "api/callers/jwts.py",
                "if says != ACCESS_TOKEN and _is_for_the_client(claims):",
                "if says == ACCESS_TOKEN and _is_for_the_client(claims):",
            ),
        ),
        (f"{JWTS}::test_id_tokens_are_refused_where_they_can_be_told",),
    ),
    "a log obeys what a caller wrote": Mutation(
        "G12",
        (
            Edit("inventory/logs/formats.py", "if line and line.isprintable():", "if line:"),
            Edit("inventory/logs/formats.py", 'return printable_lines(text).replace("\\n", "\\n  ")', "return text"),
        ),
        (f"{LINES}::test_nothing_from_outside_forges_a_line_or_steers_a_terminal",),
    ),
    "the log has passwords and tokens that an error quotes": Mutation(
        "G12",
        (Edit("inventory/logs/secret_free.py", "return _SECRETS.sub(_cover, text) if", "return text if"),),
        (f"{LINES}::test_secrets_are_covered",),
    ),
    "the second half of a long line of the log passes for a line": Mutation(
        "G12",
        (Edit("inventory/logs/formats.py", "MAX_LINE = 12_000", "MAX_LINE = 12_000_000"),),
        (f"{LINES}::test_a_line_is_bounded",),
    ),
    "an error of a finalizer is no line of the log": Mutation(
        "G12",
        (Edit("inventory/logs/set_up.py", "        sys.unraisablehook = _raised_to_nobody\n", "        pass\n"),),
        (f"{LINES}::test_an_error_of_a_finalizer_is_a_line_too",),
    ),
    "a warning of a process that ends is lost": Mutation(
        "G12",
        (Edit("inventory/logs/stderr.py", "record.levelno >= logging.WARNING or ", ""),),
        (f"{STDERR}::test_a_warning_is_out_before_the_next_statement",),
    ),
    "a call that may change something leaves no line": Mutation(
        "G12",
        (Edit("api/write_log.py", "declaration.writes", "not declaration.writes"),),
        ("tests/api/test_write_log.py::test_each_call_that_may_change_something_is_one_line",),
    ),
    "callers that are not let in fill the log": Mutation(
        "G12",
        (Edit("api/write_log.py", 'if noted.get("let_in") and ', "if "),),
        ("tests/api/test_write_log.py::test_callers_that_are_not_let_in_leave_no_line",),
    ),
}
