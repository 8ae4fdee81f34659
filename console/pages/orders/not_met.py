"""Why an order has no units: the reason, the units that were not there, and the next step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from console.words.reasons import because, next_step
from console.words.shortfalls import Short, shorts
from inventory.timeline.entries import StoredRefusal
from inventory.timeline.page import OrderRecord, Timeline
from inventory.timeline.timeline_json import rejected_for


class NotMet(NamedTuple):
    """`unnamed` are SKUs that nobody knew."""

    because: str
    missing: Sequence[Short]
    unnamed: Sequence[str]
    next_step: str


def not_met(found: Timeline) -> NotMet | None:
    """Return why the order was not met, None for one that was. Of an order without a record, its
    last refused call to reserve tells.
    """
    if found.record is OrderRecord.NEVER_STORED:
        return _by_call(found)
    reason = rejected_for(found)
    if reason is None:
        return None
    decided = {} if found.refusal is None else found.refusal.decision
    return NotMet(because(reason), shorts(decided.get("shortfalls", ())), (), next_step(reason))


def _by_call(found: Timeline) -> NotMet | None:
    calls = [one.what for one in found.entries if isinstance(one.what, StoredRefusal)]
    last = next((one for one in reversed(calls) if one.action == "reserve"), None)
    if last is None:
        return None
    unnamed = last.skus if last.code == "unknown_sku" else ()
    return NotMet(because(last.code), shorts(last.lines), unnamed, next_step(last.code))
