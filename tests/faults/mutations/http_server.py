"""Breaks of the HTTP server: its guards against strangers."""

from __future__ import annotations

from tests.faults.mutations.breaks import Edit, Mutation

STRANGERS = "tests/api/server/test_strangers.py"

MUTATIONS: dict[str, Mutation] = {
    "a byte now and then renews a deadline": Mutation(
        "G9",
        (
            Edit(
                "api/server/connection.py",
                "if state is self.state:",
                "if state is self.state is not ConnectionState.ARRIVING:",
            ),
        ),
        (f"{STRANGERS}::test_a_byte_now_and_then_renews_no_deadline",),
    ),
    "a line's end that is thrown away renews a deadline": Mutation(
        "G9",
        (
            Edit(
                "api/server/connection.py",
                "if state is self.state:",
                "if state is self.state is not ConnectionState.IDLE:",
            ),
        ),
        (f"{STRANGERS}::test_a_byte_now_and_then_renews_no_deadline",),
    ),
    "half of a line's end that is thrown away is a first byte": Mutation(
        "G9",
        (Edit("api/server/arriving.py", 'bool(self._buffer.removeprefix(b"\\r"))', "bool(self._buffer)"),),
        (f"{STRANGERS}::test_a_byte_now_and_then_renews_no_deadline",),
    ),
    "the probes wait for the threads of all requests": Mutation(
        "G9",
        (
            Edit(
                "api/server/threads.py",
                "self._probes.get(request.path, self._requests).put",
                "self._requests.put",
            ),
        ),
        (f"{STRANGERS}::test_the_probes_are_answered_while_all_threads_wait",),
    ),
    "a thread waits until its answer is read": Mutation(
        "G9",
        (Edit("api/server/connection.py", "        connected.setblocking(False)", "        connected.settimeout(20)"),),
        (f"{STRANGERS}::test_callers_that_read_no_answer_keep_nobody_waiting",),
    ),
    "a stop hangs up on connections that are kept": Mutation(
        "G9",
        (Edit("api/server/front.py", "if now - since < FAREWELL_SECONDS or", "if"),),
        (f"{STRANGERS}::test_a_stop_answers_what_comes_in_on_kept_connections",),
    ),
    "connections have no bound": Mutation(
        "G9",
        (
            Edit(
                "api/server/crowd.py", "len(self) > self._max_connections:", "len(self) > 100 * self._max_connections:"
            ),
        ),
        (
            f"{STRANGERS}::test_one_more_connection_than_there_may_be_ends_the_one_that_waits_longest",
            "tests/api/server/test_front.py::test_as_many_give_way_as_there_are_too_many",
        ),
    ),
    "unfinished requests may fill the memory": Mutation(
        "G9",
        (Edit("api/server/crowd.py", "self._weight > self._max_bytes", "self._weight > 100 * self._max_bytes"),),
        ("tests/api/server/test_front.py::test_the_oldest_give_way_when_requests_hold_too_much",),
    ),
    "a body may have two lengths": Mutation(
        "G9",
        (Edit("api/server/arriving.py", '(b"content-length" in names or request.http', "(request.http"),),
        ("tests/api/server/test_arriving.py::test_what_could_be_read_in_two_ways_is_refused",),
    ),
    "a URL that can't be read reaches the application": Mutation(
        "G9",
        (Edit("api/server/arriving.py", "or not _is_split(request.target)", ""),),
        ("tests/api/server/test_arriving.py::test_what_could_be_read_in_two_ways_is_refused",),
    ),
    "a target may name another host than Host does": Mutation(
        "G9",
        (Edit("api/server/arriving.py", "if host.lower() != url[1].lower():", "if False:"),),
        ("tests/api/server/test_arriving.py::test_what_could_be_read_in_two_ways_is_refused",),
    ),
    "lines may end in LF alone": Mutation(
        "G9",
        (Edit("api/server/arriving.py", 'rb"(?<!\\r)\\n|\\r(?!\\n)|\\n[ \\t]|\\x00"', 'rb"\\x00"'),),
        ("tests/api/server/test_arriving.py::test_what_could_be_read_in_two_ways_is_refused",),
    ),
}
