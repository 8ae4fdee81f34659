"""The timeline of an order as the command line shows it."""

from __future__ import annotations

from typing import assert_never

import click

from inventory.cli.terminal.output import print_fields, print_json, print_table, utc
from inventory.database.tables import Movement
from inventory.reading.facts_json import facts
from inventory.timeline.entries import HeardEvent, Outcome, StoredRefusal
from inventory.timeline.page import Timeline, Told
from inventory.timeline.timeline_json import rejected_for, timeline_json

_COLUMNS = ("at", "entry", "type", "SKU", "location", "on hand", "reserved", "place", "why")


def print_timeline(page: Timeline, *, next_after: str | None, as_json: bool) -> None:
    """Print the order as it is now, and the entries of the page."""
    if as_json:
        print_json({**timeline_json(page), "next_after": next_after})
        return
    order = page.order
    print_fields(
        [
            ("order", page.order_id),
            ("as of", page.as_of),
            ("record", page.record.replace("_", " ")),
            ("status", None if order is None else order.status),
            ("rejected for", None if (reason := rejected_for(page)) is None else reason.replace("_", " ")),
            *(() if order is None else ((name.replace("_", " "), moment) for name, moment in facts(order).items())),
        ]
    )
    print_table(_COLUMNS, [_row(one) for one in page.entries])
    if next_after is not None:
        click.echo(f"Later entries: --after {next_after}", err=True)


def _row(one: Told) -> tuple[object, ...]:
    at = one.position.at
    match one.what:
        case HeardEvent(event=event, why=why):
            place = f"{event.topic}/{event.partition}@{event.record_offset}"
            return at, "heard", event.type, None, None, None, None, place, why
        case Movement() as moved:
            deltas = _change(moved.on_hand_delta), _change(moved.reserved_delta)
            return at, "moved", moved.kind, moved.sku, moved.location, *deltas, None, _cause(moved)
        case Outcome() as told:
            return at, "announced", told.type, *_nothing(4), _place(told), _decision(told)
        case StoredRefusal() as refused:
            return at, "refused", refused.action, *_nothing(4), None, why_refused(refused)
        case _:
            assert_never(one.what)


def _nothing(columns: int) -> tuple[None, ...]:
    return (None,) * columns


def _change(delta: int) -> str | None:
    return f"{delta:+,}" if delta else None


def _cause(moved: Movement) -> str:
    why = "" if moved.reason is None else f"{moved.reason}, "
    return f"{why}by {moved.actor}" + ("" if moved.reference is None else f" ({moved.reference})")


def why_refused(refused: StoredRefusal) -> str:
    """Return the reason, the number of calls, the lines that were short, and the caller."""
    parts = [
        refused.code if refused.calls == 1 else f"{refused.code}, {refused.calls:,} times until {utc(refused.last_at)}"
    ]
    for line in refused.lines:
        there = ", ".join(f"{place['location']} {place['available']:,}" for place in line.get("locations", ()))
        parts.append(
            f"{line['sku']}: {line['requested']:,} wanted, {line['available']:,} available ({there or 'nowhere'})"
        )
    if not refused.lines and refused.skus:
        parts.append(", ".join(refused.skus))
    return "; ".join([*parts, *([] if refused.actor is None else [f"by {refused.actor}"])])


def print_refusals(found: list[StoredRefusal]) -> None:
    print_table(
        ("id", "first", "call", "order", "why"),
        [(str(one.id), one.first_at, one.action, one.order_id or "(several)", why_refused(one)) for one in found],
    )


def _place(told: Outcome) -> str:
    if told.announced_at is None:
        return "waits for Kafka"
    return f"{told.partition}@{told.record_offset} at {utc(told.announced_at)}"


def _decision(told: Outcome) -> str:
    """Return the status, the reason, and the lines that were short."""
    parts = [str(told.decision[name]) for name in ("status", "reason") if name in told.decision]
    parts += [
        f"{line['sku']}: {line['requested']:,} wanted, {line['available']:,} available"
        for line in told.decision.get("shortfalls", ())
    ]
    parts += [f"{one['sku']}: {one['rule']}" for one in told.decision.get("policies", ())]
    return ", ".join(parts)
