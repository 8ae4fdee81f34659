"""Messages that no version can use, one for each reason that a message can show by itself."""

from __future__ import annotations

from typing import Any

import orjson

Headers = dict[str, bytes]
_STRUCTURED: Headers = {"content-type": b"application/cloudevents+json"}
_BINARY: Headers = {"ce_specversion": b"1.0", "ce_source": b"/shop", "ce_type": b"OrderCreated"}


def messages(now: str) -> dict[str, tuple[bytes | None, Headers]]:
    """Return value and headers of a message by the reason that its dead letter has. `now` is an RFC
    3339 time.
    """

    def event(id_: str, **attributes: Any) -> bytes:
        data = {"order_id": f"unusable-{id_}", "items": [{"sku": "mug", "quantity": 1}]}
        default = {
            "specversion": "1.0",
            "id": id_,
            "source": "/shop",
            "type": "OrderCreated",
            "time": now,
            "data": data,
        }
        return orjson.dumps({name: value for name, value in (default | attributes).items() if value is not None})

    return {
        "empty": (None, {**_BINARY, "ce_id": b"d-empty"}),
        "malformed_json": (b"{\xff", {}),
        "too_deep": (b"[" * 500, {}),
        "not_an_event": (b"[]", {}),
        "missing_type": (event("d-type", type=None), {}),
        "missing_id": (event("", id=None), {}),
        "invalid_id": (event("", id=7), {}),
        "missing_source": (event("d-source", source=None), {}),
        "invalid_source": (event("d-long-source", source="s" * 201), {}),
        "unsupported_content_type": (b"<a/>", {**_BINARY, "ce_id": b"d-xml", "content-type": b"application/xml"}),
        "unsupported_specversion": (event("d-version", specversion="0.3"), _STRUCTURED),
        "schema_registry_not_configured": (b"\x00\x00\x00\x00\x07" + event("d-framed"), {}),
        "invalid_time": (event("d-time", time="yesterday"), {}),
        "time_in_future": (event("d-future", time="9999-01-01T00:00:00Z"), {}),
        "too_old": (event("d-old", time="2001-01-01T00:00:00Z"), {}),
        "missing_data": (event("d-no-data", data=None), {}),
        "binary_data": (event("d-base64", data=None, data_base64="*"), {}),
        "invalid_data": (event("d-invalid", data={"order_id": "unusable-d-invalid", "items": []}), {}),
    }
