"""Text of other people's as it may be shown at a terminal: escapes in place of all that a terminal
would obey.
"""

from __future__ import annotations


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
