"""Reasons why messages can't be used."""

from __future__ import annotations

from enum import StrEnum

_MAX_QUOTE = 60


class Reason(StrEnum):
    """Reasons why a message can't be used: stable codes, for dead letters and metrics."""

    EMPTY = "empty"
    UNREADABLE_HEADERS = "unreadable_headers"
    TOO_LARGE = "too_large"
    MALFORMED_JSON = "malformed_json"
    TOO_DEEP = "too_deep"
    NOT_AN_EVENT = "not_an_event"
    UNSUPPORTED_CONTENT_TYPE = "unsupported_content_type"
    UNSUPPORTED_SPECVERSION = "unsupported_specversion"
    UNSUPPORTED_SCHEMA_TYPE = "unsupported_schema_type"
    SCHEMA_REGISTRY_NOT_CONFIGURED = "schema_registry_not_configured"
    MISSING_TYPE = "missing_type"
    NEAR_MISS = "near_miss"
    WRONG_TOPIC = "wrong_topic"
    FOREIGN_SOURCE = "foreign_source"
    MISSING_ID = "missing_id"
    INVALID_ID = "invalid_id"
    MISSING_SOURCE = "missing_source"
    INVALID_SOURCE = "invalid_source"
    MISSING_TIME = "missing_time"
    INVALID_TIME = "invalid_time"
    TIME_IN_FUTURE = "time_in_future"
    TOO_OLD = "too_old"
    MISSING_DATA = "missing_data"
    BINARY_DATA = "binary_data"
    INVALID_DATA = "invalid_data"
    UNSTORABLE = "unstorable"
    UNDECODABLE = "undecodable"


class Unusable(Exception):
    """A message or an attribute can't be used: `reason` for machines, `detail` for people."""

    def __init__(self, reason: Reason, detail: str) -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(f"{reason}: {detail}")


def shown(value: object) -> str:
    """Return a value from outside as a detail may quote it: printable ASCII, and short."""
    text = ascii(value)
    return text if len(text) <= _MAX_QUOTE else f"{text[:_MAX_QUOTE]}..."
