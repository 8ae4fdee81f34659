"""Remarks: parts of an event that decide nothing. They are taken as they come, because they must
not cost the event.
"""

from __future__ import annotations

import json
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from inventory.boundary.fields import MAX_IDENTIFIER_BYTES


def remark(said: object) -> str:
    """Return what was said as a text that can be stored. Nobody decides by it, so nothing that is
    wrong with it may stop an event.
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
"""Words that are told on: cut where they are too long, and taken as JSON where they are no text."""
PaymentId = Annotated[str | None, BeforeValidator(_payment_id), WithJsonSchema({"type": ["string", "number", "null"]})]
"""Kept for people. The service never looks for it."""
