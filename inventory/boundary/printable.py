"""Text of other people's as it may be shown at a terminal: escapes in place of all that a terminal
would obey.
"""

from __future__ import annotations

import logging

_FORMATTER = logging.Formatter()


def printable(text: str) -> str:
    """Return `text` with escapes for unprintable characters: ids and payloads are other people's,
    and may steer a terminal.
    """
    if text.isprintable():
        return text
    return "".join(letter if letter.isprintable() else letter.encode("unicode_escape").decode() for letter in text)


def printable_lines(text: str) -> str:
    """`text` of several lines, each as `printable` has it."""
    return "\n".join(printable(line) for line in text.split("\n"))


class PrintableRecords(logging.Filter):
    """A filter of a handler that lets everything pass, as it may be shown.

    A line that a message begins anew is set in, so that no text of other people's can pass for a
    record of its own.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record in place, for this handler and those after it."""
        try:
            message = record.getMessage()
        except Exception:  # noqa: BLE001 - the handler will find it as well, and tell of it: nobody fails for a line of the log
            return True
        if not message.isprintable():
            record.msg, record.args = printable_lines(message).replace("\n", "\n  "), None
        if record.exc_info and not record.exc_text:
            record.exc_text = printable_lines(_FORMATTER.formatException(record.exc_info))
        return True


def log_printable(logger: logging.Logger | None = None) -> None:
    """Have the handlers of a logger, the root's unless another is given, show records as they may
    be shown.
    """
    for handler in (logger or logging.getLogger()).handlers:
        if not any(isinstance(one, PrintableRecords) for one in handler.filters):
            handler.addFilter(PrintableRecords())
