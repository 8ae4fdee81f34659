"""One line for each record: JSON for machines, or text for a terminal.

Text of other people's is in many records. So nothing leaves here that begins a line of its own, or
that a terminal would obey.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import orjson
from pythonjsonlogger.core import BaseJsonFormatter

from inventory.boundary.printable import printable, printable_lines
from inventory.logs.fields import MEANINGS
from inventory.logs.secret_free import may_have_secrets, secret_free

Context = Callable[[], Mapping[str, object]]
"""Returns the fields of the work that the calling thread is at."""

MAX_MESSAGE = 2_000
MAX_TRACEBACK = 6_000
MAX_FIELD = 300
MAX_LINE = 12_000
"""Maximum number of bytes of a line. Docker cuts longer lines than 16 KiB in two, and the second
piece would pass for a line of its own.
"""
_HEAD = ("time", "level", "logger", "message")
_PLACES = {name: place for place, name in enumerate(MEANINGS)}
_TRACEBACK = "exception"
_MOST_BYTES = 4
"""Maximum number of bytes of a character in UTF-8."""
_WITHOUT_OFFSET = len("2026-11-30T07:01:12.417")


def _nothing() -> Mapping[str, object]:
    return {}


class _LineFormatter(BaseJsonFormatter):
    """The common part of both formats: the fields of a line, and their bounds."""

    def __init__(self, context: Context = _nothing) -> None:
        super().__init__()
        self._context = context

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of a record. It never raises: nobody fails for a line of the log."""
        try:
            line = super().format(record)
            return line if _fits(line) else self._shortened(record)
        except Exception as error:  # noqa: BLE001 - a record may hold anything
            text = f"a record can't be shown ({type(error).__name__}): {_middle_cut(str(record.msg), MAX_FIELD)}"
            return self.serialize_log_record(_head(record, text))

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        """Fill in the head of the line, the fields of the work in hand, and those of the record."""
        log_data |= _head(record, record.message or record.getMessage())
        given = {**self._context(), **record.__dict__}
        # A line has some ten of all fields: to ask for each of them took twice as long.
        for name in sorted(given.keys() & MEANINGS.keys(), key=_PLACES.__getitem__):
            value = given[name]
            if type(value) is str and len(value) <= MAX_FIELD:  # most of them
                log_data[name] = value
            elif value is not None:
                log_data[name] = _bounded(value)
        if told := message_dict.get("exc_info") or message_dict.get("stack_info"):
            log_data[_TRACEBACK] = _middle_cut(told, MAX_TRACEBACK)

    def serialize_log_record(self, log_data: dict[str, Any]) -> str:
        """Return the line, with secrets covered. Few lines can have one, so a whole line is looked
        through before its texts are.
        """
        line = super().serialize_log_record(log_data)
        return super().serialize_log_record(_covered(log_data)) if may_have_secrets(line) else line

    def _shortened(self, record: logging.LogRecord) -> str:
        text = f"{_middle_cut(record.getMessage(), MAX_FIELD)} (the rest of this line was too long)"
        return self.serialize_log_record(_head(record, text))


class JsonLines(_LineFormatter):
    """One JSON object a line."""

    def jsonify_log_record(self, log_data: dict[str, Any]) -> str:
        try:
            line = orjson.dumps(log_data, default=str).decode()
        except TypeError:  # a lone surrogate, or a number of more than 64 bits
            line = ""
        if line and line.isprintable():
            return line
        # In ASCII, every letter that a reader of lines or a terminal could obey is an escape.
        return json.dumps(log_data, default=str, separators=(",", ":"))


class TextLines(_LineFormatter):
    """Time, level, logger and message, then the fields. Further lines of a record are set in."""

    def jsonify_log_record(self, log_data: dict[str, Any]) -> str:
        time, level, logger, message = (str(log_data[name]) for name in _HEAD)
        told = [f"{time} {level} {printable(logger)}: {_set_in(message)}"]
        told += [
            f"{name}={_shown(value)}" for name, value in log_data.items() if name not in _HEAD and name != _TRACEBACK
        ]
        line = " ".join(told)
        return f"{line}\n  {_set_in(log_data[_TRACEBACK])}" if _TRACEBACK in log_data else line


def _fits(line: str) -> bool:
    return len(line) <= MAX_LINE // _MOST_BYTES or len(line.encode(errors="replace")) <= MAX_LINE


def _head(record: logging.LogRecord, message: str) -> dict[str, Any]:
    moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    return {
        "time": f"{moment[:_WITHOUT_OFFSET]}Z",
        "level": record.levelname,
        "logger": record.name,
        "message": _middle_cut(message, MAX_MESSAGE),
    }


def _bounded(value: object) -> object:
    # Not `match`: most lines have some ten values, and each would be asked if it is a Mapping.
    if isinstance(value, str):
        return _middle_cut(value, MAX_FIELD)
    if isinstance(value, dict):
        return {_middle_cut(str(name), MAX_FIELD): _bounded(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_bounded(one) for one in value]
    return round(value, 6) if isinstance(value, float) else value


def _covered(value: Any) -> Any:
    match value:
        case str():
            return secret_free(value)
        case Mapping():
            return {secret_free(name): _covered(one) for name, one in value.items()}
        case Sequence():
            return [_covered(one) for one in value]
    return value


def _middle_cut(text: str, most: int) -> str:
    """Return `text` with at most so many characters. The end of a traceback tells most."""
    if len(text) <= most:
        return text
    text = secret_free(text)  # a half of a secret could not be told from other text
    head = most // 4
    return f"{text[:head]} ({len(text) - most} characters are left out) {text[head - most :]}"


def _set_in(text: str) -> str:
    return printable_lines(text).replace("\n", "\n  ")


def _shown(value: object) -> str:
    """Return the value of a field as one word, in quotes if it would be several."""
    match value:
        case str():
            plain = value.isprintable() and value and not any(letter in value for letter in ' "=,')
            return value if plain else json.dumps(value, ensure_ascii=not value.isprintable())
        case Mapping():
            return ",".join(f"{_shown(str(name))}:{_shown(one)}" for name, one in value.items()) or "{}"
        case Sequence():
            return ",".join(map(_shown, value)) or "[]"
    return _shown(str(value))
