"""The origin of a command, and the limits of its caller."""

from __future__ import annotations

from typing import NamedTuple

from inventory.domain.allowance import UNLIMITED, Allowance


class Cause(NamedTuple):
    """The origin of a command, and the limits of its caller.

    `actor` is a caller or a topic, `reference` the id of an event or a document, `traceparent` the
    trace context.
    """

    actor: str
    reference: str | None = None
    traceparent: str | None = None
    allowance: Allowance = UNLIMITED
