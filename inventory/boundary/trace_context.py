"""The W3C trace context of events and requests, carried on to their outcomes."""

from __future__ import annotations

import re

_IDS = r"(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}"
_FIRST_VERSION = re.compile(rf"00-{_IDS}")
_LATER_VERSION = re.compile(rf"(?!00|ff)[0-9a-f]{{2}}-({_IDS})(?:-.*)?", re.DOTALL)


def traceparent(stated: object) -> str | None:
    """Return the trace context as it is carried on, None unless it is well formed.

    A version after the first may have more parts than we know. As the standard asks, the parts of
    the first version are carried on as that.
    """
    if not isinstance(stated, str):
        return None
    if _FIRST_VERSION.fullmatch(stated):
        return stated
    later = _LATER_VERSION.fullmatch(stated)
    return None if later is None else f"00-{later.group(1)}"
