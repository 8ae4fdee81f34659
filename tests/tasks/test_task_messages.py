"""Each header that Celery's protocol knows, given as a forbidden type: told before Celery sees
it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from celery.app.task import Context
from kombu.message import Message

from tasks.app import app
from tasks.broker import SENT_AT
from tasks.dispatch import ATTEMPT
from tasks.worker.foreign import surviving
from tasks.worker.rejected import Rejections
from tasks.worker.task_messages import MAX_BODY_BYTES, NEEDED, OPTIONAL, wrong_part

WRONG: dict[str, list[Any]] = {
    "task": [None, "", 5, ["reserve_stock"], {}, "x" * 256, "reserve_stock\x1b[2J"],
    "id": [None, "", 5, ["1"], {}, "x" * 256, "1\n2026-11-28 ERROR all is lost"],
    "eta": [5, [1], {}, "nonsense", "2026-13-45T00:00:00", True, "2026-11-28T00:00:00+00:00"],
    "expires": [5, [1], {}, "nonsense", "0000-00-00", True],
    "group_index": ["1", [1], {}, -1, 10**400, 1.5],
    "retries": ["many", [1], {}, -1, 10**400, 1.5],
    "replaced_task_nesting": ["q", [1], {}, -1, 10**400],
    ATTEMPT: ["x", [1], {}, -1, 10**400],
    SENT_AT: ["now", [1], {}, -1, 10**400, float("nan"), float("inf")],
    "timelimit": [
        *("x", 5, {}, [], [1], [1, 2, 3], ["x", "y"], [None, "y"], [[1], None], {"hard": 1}),
        *([-1, -1], [0, None], [10**400, None], [float("nan"), None], [float("inf"), None]),
    ],
    "ignore_result": ["x", 5, [1], {}],
    "stamped_headers": ["x", 5, {}, [5], [["x"]], True],
    "stamps": ["x", 5, ["x"], True],
    "headers": ["x", 5, ["x"]],
}
TEXTS = ("lang", "shadow", "group", "root_id", "parent_id", "argsrepr", "kwargsrepr", "origin", "compression")
WRONG |= {name: [5, [1], {"a": 1}, True, "x" * 100_001] for name in TEXTS}
CELERYS = sorted(set(dir(Context)) - OPTIONAL.keys() - NEEDED.keys())
"""Names of Celery's request that no sender uses."""


def message(headers: Any, body: Any = ((), {}, {}), **options: Any) -> Message:
    return Message(  # type: ignore[no-untyped-call] # kombu publishes types in part
        body=json.dumps(body),
        headers=headers,
        content_type="application/json",
        content_encoding="utf-8",
        **{"delivery_info": {}, "properties": {}, **options},
    )


def sent(**options: Any) -> Message:
    """A message as Celery makes it, with everything that a sender can say."""
    made = app.amqp.as_task_v2("1", "reserve_stock", args=[[1]], **options)
    return message(json.loads(json.dumps(made.headers)), made.body, properties=made.properties)


GOOD = {"task": "reserve_stock", "id": "1"}


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"expires": 60},
        {"time_limit": 60, "soft_time_limit": 1.5, "retries": 3},
        {"shadow": "x", "group_id": "g", "group_index": 0, "root_id": "r", "parent_id": "p", "origin": "o"},
        {"ignore_result": True, "argsrepr": "a", "kwargsrepr": "b", "replaced_task_nesting": 1},
        {"stamped_headers": ["shop"], "stamps": {"shop": "1"}, "shop": "1"},
    ],
)
def test_what_celery_sends_is_good(options: dict[str, Any]) -> None:
    assert wrong_part(sent(**options)) is None


def test_what_we_and_tracers_add_is_good() -> None:
    beside = {
        ATTEMPT: 2,
        SENT_AT: 1.8e9,
        "traceparent": "00-0-0-01",
        "headers": {"sentry-trace": "1"},
        "x-death": [{"count": 1}],
    }
    assert wrong_part(message(GOOD | beside)) is None
    assert wrong_part(message(GOOD | {"task": "expire_holds"}, ([], {}, None))) is None


def test_no_header_of_the_protocol_goes_unchecked() -> None:
    assert app.amqp.as_task_v2("1", "reserve_stock").headers.keys() <= WRONG.keys()
    assert NEEDED.keys() | OPTIONAL.keys() == WRONG.keys()


def cases() -> Iterator[tuple[str, Any]]:
    yield from ((name, value) for name, values in WRONG.items() for value in values)
    yield from ((name, 5) for name in CELERYS)


@pytest.mark.parametrize(("name", "value"), list(cases()))
def test_a_header_of_another_kind_is_told_and_celery_never_sees_it(name: str, value: Any) -> None:
    seen: list[Message] = []
    foreign = message(GOOD | {name: value})
    rejected: list[Message] = []
    foreign.reject_log_error = lambda *_: rejected.append(foreign)  # type: ignore[method-assign]
    assert wrong_part(foreign) == f"header {name}"
    surviving(seen.append, Rejections())(foreign)
    assert (seen, rejected) == ([], [foreign])


@pytest.mark.parametrize("headers", [None, [], "x", 5, [["task", "reserve_stock"]]])
def test_headers_that_are_none_are_told(headers: Any) -> None:
    foreign = message({})
    foreign.headers = headers
    assert wrong_part(foreign) == "headers"


@pytest.mark.parametrize(
    "body",
    [
        *(None, 5, "x", [], {}, [[]], [[], {}], [[], {}, {}, {}], [5, {}, {}], [[], 5, {}], [[], {}, 5], {"args": []}),
        *([[], {}, {name: 5}] for name in ("callbacks", "errbacks", "chain", "chord", "id")),
        [[], {}, {"chain": [{"task": "x"}]}],
    ],
)
def test_a_body_of_another_kind_is_told(body: Any) -> None:
    assert wrong_part(message(GOOD, body)) == "body"


@pytest.mark.parametrize("name", ["open_sesame", "celery.map", "celery.chord_unlock", "celery.backend_cleanup"])
def test_a_task_that_nobody_here_sends_is_told(name: str) -> None:
    assert name == "open_sesame" or name in app.tasks
    assert wrong_part(message(GOOD | {"task": name}), app.tasks) == "task, which is unknown"
    assert wrong_part(message(GOOD | {"task": "expire_holds"}), {"expire_holds"}) is None


def test_a_body_of_any_size_is_not_decoded() -> None:
    large = message(GOOD)
    large.body = "[[[" + "0," * (MAX_BODY_BYTES // 2) + "0]], {}, {}]"
    assert wrong_part(large) == "size of the body"


def test_what_is_told_of_a_message_is_short_and_obeyed_by_no_terminal(caplog: pytest.LogCaptureFixture) -> None:
    sent: list[dict[str, Any]] = []

    class Dispatcher:
        def send(self, _: str, **event: Any) -> None:
            sent.append(event)

    foreign = message(
        {"task": "\x1b[2J\n" * 1_000, "id": ["1"], "origin": "gen7@till"}, delivery_info={"routing_key": "stock"}
    )
    foreign.reject_log_error = lambda *_: None  # type: ignore[method-assign]
    surviving(sent.append, Rejections(Dispatcher))(foreign)
    (line,) = caplog.messages
    assert line.isprintable()
    assert len(line) < 700
    assert "in the queue 'stock'" in line
    assert "'gen7@till'" in line
    assert [(event["name"], event["requeue"]) for event in sent] == [("(no task of ours: header task)", False)]
