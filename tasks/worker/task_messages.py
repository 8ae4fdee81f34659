"""The valid form of a task message. Celery and billiard use its headers without a check.

A time limit that is no number ends a worker's main process, and a list of stamps that is no list
takes one of its pool's places for good. So a message is checked before Celery sees it, by protocol
2 as far as this service uses it: no callbacks, no chains, and no header that Celery reads out of a
request and protocol 2 does not have.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from typing import Any

from celery.app.task import Context
from celery.utils.time import maybe_iso8601

from tasks.broker import SENT_AT
from tasks.dispatch import ATTEMPT

MAX_TIME_LIMIT_SECONDS = 86_400
MAX_NUMBER = 1_000_000
MAX_TIME = 10_000_000_000
"""Seconds since 1970. The year 2286 will have to raise it."""
MAX_BODY_BYTES = 1_048_576
"""A task carries at most some thousand ids."""
MAX_NAME = 255
MAX_TEXT = 100_000
"""A task shows up to 20,000 characters of its keys in Flower."""
CELERYS_OWN = "celery."
"""Begins the names of Celery's own tasks. Nobody here sends them."""
_PARTS = 3  # of a body: arguments, named arguments, and callbacks
_FOLLOWING = frozenset({"callbacks", "errbacks", "chain", "chord"})

Check = Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and len(value) <= MAX_TEXT


def _is_name(value: Any) -> bool:
    """Return True for a text that may stand in a log."""
    return isinstance(value, str) and 0 < len(value) <= MAX_NAME and value.isprintable()


def _is_nothing(value: Any) -> bool:
    """Return False: the header must not be there. No task of ours is for later, and a worker keeps
    tasks for later, however many.
    """
    del value
    return False


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and 0 <= value <= MAX_NUMBER


def _is_time(value: Any) -> bool:
    return isinstance(value, int | float) and 0 <= value <= MAX_TIME


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_mapping(value: Any) -> bool:
    return isinstance(value, Mapping)


def _is_list_of_names(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(map(_is_name, value))


def _is_moment(value: Any) -> bool:
    try:
        return isinstance(value, str) and maybe_iso8601(value) is not None
    except (ValueError, OverflowError):
        return False


def _are_time_limits(value: Any) -> bool:
    """Return True for a pair of the hard limit and the soft one, in seconds."""
    return isinstance(value, list | tuple) and len(value) == len(("hard", "soft")) and all(map(_is_limit, value))


def _is_limit(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and 0 < value <= MAX_TIME_LIMIT_SECONDS)


NEEDED: Mapping[str, Check] = {"task": _is_name, "id": _is_name}
OPTIONAL: Mapping[str, Check] = {
    "lang": _is_name,
    "shadow": _is_name,
    "eta": _is_nothing,
    "expires": _is_moment,
    "group": _is_name,
    "group_index": _is_number,
    "retries": _is_number,
    "timelimit": _are_time_limits,
    "root_id": _is_name,
    "parent_id": _is_name,
    "argsrepr": _is_text,
    "kwargsrepr": _is_text,
    "origin": _is_name,
    "ignore_result": _is_flag,
    "replaced_task_nesting": _is_number,
    "stamped_headers": _is_list_of_names,
    "stamps": _is_mapping,
    "compression": _is_name,
    "headers": _is_mapping,  # of tracers
    ATTEMPT: _is_number,
    SENT_AT: _is_time,
}
"""Headers that may be absent, or None."""

_CELERYS = frozenset(name for name in dir(Context) if name not in OPTIONAL)
"""Attributes that Celery reads from a request, and that no sender states in a header."""


def wrong_part(message: Any, known: Container[str] | None = None) -> str | None:
    """Return our name for the part of kombu's message that is wrong, None for a good message.
    `known` are the tasks that exist.

    Raises kombu's error for a body that it can't decode.
    """
    headers = message.headers
    if not isinstance(headers, Mapping):
        return "headers"
    wrong = next(_wrong_headers(headers), None)
    if wrong is not None:
        return f"header {wrong}"
    if not isinstance(message.properties or {}, Mapping) or not isinstance(message.delivery_info or {}, Mapping):
        return "properties"
    name = headers["task"]
    if known is not None and (name not in known or name.startswith(CELERYS_OWN)):
        return "task, which is unknown"
    # Before it is decoded: a few bytes may become a value of any size.
    if not isinstance(message.body, bytes | str) or len(message.body) > MAX_BODY_BYTES:
        return "size of the body"
    return None if _is_body(message.payload) else "body"


def _wrong_headers(headers: Mapping[Any, Any]) -> Iterator[str]:
    yield from (name for name, is_good in NEEDED.items() if not is_good(headers.get(name)))
    for name, is_good in OPTIONAL.items():
        value = headers.get(name)
        if value is not None and not is_good(value):
            yield name
    yield from (name for name in _CELERYS - NEEDED.keys() if name in headers)


def _is_body(body: Any) -> bool:
    if not (isinstance(body, list | tuple) and len(body) == _PARTS):
        return False
    arguments, named, following = body
    if not (isinstance(arguments, list | tuple) and isinstance(named, Mapping)):
        return False
    return following is None or (
        isinstance(following, Mapping) and following.keys() <= _FOLLOWING and not any(following.values())
    )
