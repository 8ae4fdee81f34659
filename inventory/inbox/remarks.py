"""Remarks: parts of an event that decide nothing. They are taken in any form, because a bad remark
must not make its event unusable.
"""

from __future__ import annotations

import json
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from inventory.boundary.fields import MAX_IDENTIFIER_BYTES


def remark(said: object) -> str:
    """Return a remark as a text that can be stored. Nothing depends on a remark, so no fault in it
    may stop an event.
    """
    words = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    kept = words[:MAX_IDENTIFIER_BYTES].replace("\x00", "\ufffd").encode(errors="replace")[:MAX_IDENTIFIER_BYTES]
    return kept.decode(errors="ignore")


def _remark(said: object) -> str | None:
    return None if said is None else remark(said)


def _payment_id(said: object) -> str | None:
    return None if said is None or said == "" else remark(said)


Remark = Annotated[
    str | None, BeforeValidator(_remark), WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "null"}]})
]
"""Words that an outcome repeats: cut if too long, and taken as JSON if they are no text."""
PaymentId = Annotated[str | None, BeforeValidator(_payment_id), WithJsonSchema({"type": ["string", "number", "null"]})]
"""The id of a payment, kept for people. The service never looks for it."""
