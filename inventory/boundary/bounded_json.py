"""JSON from outside, read at every door by the same rules: bounded nesting, and no name twice.

Nesting deeper than any event needs must not reach code that recurses. Of two members of one name
either may be meant, and a program that looked at the text before us may have read the other.
"""

from __future__ import annotations

import re

import jiter

MAX_NESTING = 64
_LONGEST_REASON = 200


class UnreadableJson(ValueError):
    """The bytes are not JSON as RFC 8259 has it (UTF-8, no NaN, no lone surrogates), or name a
    member twice.
    """


class TooDeep(ValueError):
    """The JSON is nested too deeply."""


# Possessive, and an unterminated string runs to the end: linear in the size of any text.
_STRING_OR_BRACKET = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\Z|\\\Z)|([\[{])|[\]}]', re.DOTALL)

_STRING_OR_COMMA = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\Z|\\\Z)|,', re.DOTALL)


def loads(raw: bytes) -> object:
    """Decode `raw`. Raises `TooDeep` beyond `MAX_NESTING` levels, else `UnreadableJson` saying
    where it is wrong.

    Nesting is measured before parsing: a parser's own limit is another in each version, and a
    `RecursionError`, no `ValueError`, would be raised far from here. Fewer brackets than
    the limit, as in nearly every message, can't exceed it.
    """
    if raw.count(b"[") + raw.count(b"{") > MAX_NESTING and _nesting(raw) > MAX_NESTING:
        raise TooDeep(f"nested more than {MAX_NESTING} levels deep")
    if not raw:
        raise UnreadableJson("it is empty")
    try:
        return jiter.from_json(raw, allow_inf_nan=False, catch_duplicate_keys=True)
    except ValueError as error:
        # It may quote somebody else's text: printable, and short.
        reason = ascii(str(error))[1:-1]
        told = reason if len(reason) <= _LONGEST_REASON else f"{reason[:_LONGEST_REASON]}..."
        raise UnreadableJson(told) from error


def is_longer_than(raw: bytes, max_elements: int) -> bool:
    """Return True if lists and objects have more than `max_elements` in all: each element takes a
    hundred times its weight as text.

    It counts commas, first all of them, since text seldom has as many.
    """
    return raw.count(b",") >= max_elements and _commas(raw) >= max_elements


def _commas(raw: bytes) -> int:
    return sum(1 for token in _STRING_OR_COMMA.finditer(raw) if token.group() == b",")


def _nesting(raw: bytes) -> int:
    depth = deepest = 0
    for token in _STRING_OR_BRACKET.finditer(raw):
        if token.group(1):
            depth += 1
            deepest = max(deepest, depth)
        elif not token.group().startswith(b'"'):
            depth -= 1
    return deepest
