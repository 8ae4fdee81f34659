"""Changes that are no commands: a form with the same key makes them once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sqlalchemy.orm import Session

from api.tracing import actor
from console.changes import FormUsed, Result, change, form_digest, form_key
from inventory.errors import IdempotencyKeyReused
from inventory.write_path.idempotency import Name, is_first

DONE_BEFORE = "This form was sent before. Nothing more was changed."


def change_once(work: Callable[[Session], Result]) -> Result | None:
    """Do the work as `change` does. Return None if the form that was sent took effect before.

    A refusal leaves the form as new. Raises `FormUsed` if it took effect with other values.
    """
    return change(partial(_once, work))


def _once(work: Callable[[Session], Result], session: Session) -> Result | None:
    try:
        is_new = is_first(session, Name(actor(), f"console:{form_key()}"), form_digest())
    except IdempotencyKeyReused as error:
        raise FormUsed from error
    return work(session) if is_new else None
