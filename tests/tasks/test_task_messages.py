"""Each header that Celery's protocol knows, given as what it must not be: told before Celery sees it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from celery.app.task import Context
from kombu.message import Message

from tasks.app import EXPIRE_HOLDS, app
from tasks.dispatch import ATTEMPT
from tasks.foreign import surviving
from tasks.task_messages import NEEDED, OPTIONAL, wrong_part

WRONG: dict[str, list[Any]] = {
    "task": [None, "", 5, ["reserve_stock"], {}],
    "id": [None, "", 5, ["1"], {}],
    "eta": [5, [1], {}, "nonsense", "2026-13-45T00:00:00", True],
    "expires": [5, [1], {}, "nonsense", "0000-00-00", True],
    "group_index": ["1", [1], {}, -1, 10**400, 1.5],
    "retries": ["many", [1], {}, -1, 10**400, 1.5],
    "replaced_task_nesting": ["q", [1], {}, -1, 10**400],
    ATTEMPT: ["x", [1], {}, -1, 10**400],
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
WRONG |= {name: [5, [1], {"a": 1}, True] for name in TEXTS}
CELERYS = sorted(set(dir(Context)) - OPTIONAL.keys() - NEEDED.keys())
"""What Celery keeps of a request under names that no sender uses."""


def message(headers: Any, body: Any = ((), {}, {}), **options: Any) -> Message:
    return Message(  # type: ignore[no-untyped-call] # kombu publishes types in part
        body=json.dumps(body),
        headers=headers,
        content_type="application/json",
        content_encoding="utf-8",
        delivery_info={},
        **{"properties": {}, **options},
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
        {"expires": 60, "countdown": 5},
        {"time_limit": 60, "soft_time_limit": 1.5, "retries": 3},
        {"shadow": "x", "group_id": "g", "group_index": 0, "root_id": "r", "parent_id": "p", "origin": "o"},
        {"ignore_result": True, "argsrepr": "a", "kwargsrepr": "b", "replaced_task_nesting": 1},
        {"stamped_headers": ["shop"], "stamps": {"shop": "1"}, "shop": "1"},
    ],
)
def test_what_celery_sends_is_good(options: dict[str, Any]) -> None:
    assert wrong_part(sent(**options)) is None


def test_what_we_and_tracers_add_is_good() -> None:
    beside = {ATTEMPT: 2, "traceparent": "00-0-0-01", "headers": {"sentry-trace": "1"}, "x-death": [{"count": 1}]}
    assert wrong_part(message(GOOD | beside)) is None
    assert wrong_part(message(GOOD | {"task": EXPIRE_HOLDS}, ([], {}, None))) is None


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
    surviving(seen.append)(foreign)
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
