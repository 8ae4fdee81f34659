"""Merge statements and partial cancels of an order, and choose the lines in force. Pure."""

from __future__ import annotations

from datetime import datetime

from inventory.domain.lines import Line
from inventory.domain.orders.reservation import Reservation, just_after, newest, unallocated
from inventory.domain.orders.stated.reducing import Reducing, reduced, walk
from inventory.domain.orders.stated.statements import Statement, in_force, in_order


def hear_order(reservation: Reservation, said: Statement) -> Reservation:
    """Merge an OrderCreated. Of two at the same instant the greater counts, so that either sequence
    ends the same.
    """
    for known in reservation.all_statements:
        if known.by_event and known.at == said.at and known.rank >= said.rank:
            return reservation
    return state(reservation, said)


def state(reservation: Reservation, said: Statement) -> Reservation:
    """Remember a statement, in place of the one that was made at the same instant."""
    if reservation.ordered_at is None and reservation.cancelled_lines is None:
        return reservation._replace(
            lines=unallocated(said.lines),
            ordered_at=said.at,
            ordered_by_event=said.by_event,
            preference=said.preference,
        )
    others = [one for one in reservation.all_statements if (one.at, one.by_event) != (said.at, said.by_event)]
    return _weigh(reservation, in_order([*others, said]))


def weigh(reservation: Reservation) -> Reservation:
    """Choose the statement in force again, after a payment was heard or refused."""
    return _weigh(reservation, reservation.all_statements) if reservation.statements else reservation


def reduce(reservation: Reservation, known: Reducing | None) -> Reservation:
    """Return the order with the lines that its partial cancels leave."""
    statements = reservation.all_statements
    heard = reservation._replace(cancelled_lines=known)
    return _weigh(heard, statements) if statements else heard


def _weigh(reservation: Reservation, statements: list[Statement]) -> Reservation:
    if reservation.cancelled_lines is not None:
        return _walked(reservation, reservation.cancelled_lines, statements)
    counts = in_force(statements, reservation.paid_at if reservation.paid else None)
    return with_lines(reservation, counts.lines)._replace(
        ordered_at=counts.at,
        ordered_by_event=counts.by_event,
        preference=counts.preference,
        statements=tuple([one for one in statements if one is not counts]),
    )


def _walked(reservation: Reservation, known: Reducing, statements: list[Statement]) -> Reservation:
    paid_at = reservation.paid_at if reservation.paid else None
    completed_at = reservation.shipping.completed_at if reservation.shipping is not None else None
    counts, left, late = walk(statements, known.cancels, paid_at=paid_at, completed_at=completed_at)
    return with_lines(reservation, left or counts.lines)._replace(
        ordered_at=counts.at,
        ordered_by_event=counts.by_event,
        preference=counts.preference,
        statements=tuple(statements),
        cancelled_lines=known._replace(nothing_left=not left, late=late),
    )


def hear_payment(reservation: Reservation, at: datetime, *, completes: bool = False) -> Reservation:
    """Merge a payment, or a completion, which is one that is never refused.

    The newest counts. The oldest tells since when the order is paid.
    """
    known, paid_at = reservation.paid_at, newest(reservation.paid_at, at)
    first = reservation.first_paid_at or known
    if first is None or (paid_at != known and not reservation.paid and not completes):
        first = at
    elif reservation.paid or completes:
        first = min(first, at)
    return weigh(reservation._replace(paid_at=paid_at, first_paid_at=None if first == paid_at else first))


def keep_lines(heard: Reservation, before: Reservation) -> Reservation:
    """Keep the lines of before, because stock cannot follow the statement in force.

    They count as of just after it, so that the same statement heard again is old.
    """
    assert heard.ordered_at is not None
    if heard.cancelled_lines is not None:
        return _keep_reduced(heard, before, heard.cancelled_lines)
    at = just_after(heard.ordered_at, heard.ordered_at)
    others = tuple([one for one in heard.statements if (one.at, one.by_event) != (at, True)])
    return heard._replace(
        lines=before.lines, ordered_at=at, ordered_by_event=True, statements=others, preference=before.preference
    )


def _stated_lines(reservation: Reservation) -> tuple[Line, ...]:
    """Return the lines of the statement in force, as they were stated."""
    if reservation.cancelled_lines is None:
        return reservation.ordered_lines
    here = reservation.ordered_at, reservation.ordered_by_event
    return next((one.lines for one in reservation.statements if (one.at, one.by_event) == here), ())


def _keep_reduced(heard: Reservation, before: Reservation, known: Reducing) -> Reservation:
    """State the lines of before again, less what was cancelled until then. Later cancels take their
    units from this statement.
    """
    assert heard.ordered_at is not None
    assert before.ordered_at is not None
    newer = max(heard.ordered_at, before.ordered_at)
    at = just_after(newer, newer)
    stated = Statement(before.ordered_at, _stated_lines(before), before.ordered_by_event, before.preference)
    again = stated._replace(at=at, lines=reduced(stated, known.cancels, until=at), by_event=True)
    replaced = {(heard.ordered_at, heard.ordered_by_event), (at, True)}
    others = [one for one in heard.statements if (one.at, one.by_event) not in replaced]
    return heard._replace(
        lines=before.lines,
        ordered_at=at,
        ordered_by_event=True,
        statements=tuple(in_order([*others, again])),
        preference=before.preference,
        cancelled_lines=before.cancelled_lines,
    )


def with_lines(reservation: Reservation, lines: tuple[Line, ...]) -> Reservation:
    """Return the reservation with these ordered lines. If they are others, none has units yet."""
    if lines == reservation.ordered_lines:
        return reservation
    return reservation._replace(lines=unallocated(lines))


def stored_statements(reservation: Reservation) -> list[Statement]:
    """Return the statements of an order as they are stored.

    The one in force is among them if it has wishes, because these have no column of their own, or
    if lines of the order were cancelled.
    """
    at, wishes = reservation.ordered_at, reservation.preference
    if not wishes or at is None or reservation.cancelled_lines is not None:
        return [*reservation.statements]
    return [*reservation.statements, Statement(at, reservation.ordered_lines, reservation.ordered_by_event, wishes)]
