"""JSON from outside, with bounded nesting: what is deeper than any event needs must not reach code that recurses."""

from __future__ import annotations

import re

import orjson

MAX_NESTING = 64


class MalformedJson(ValueError):
    """The bytes are not JSON as RFC 8259 has it: UTF-8, no NaN, no lone surrogates."""


class TooDeep(ValueError):
    """The JSON is nested too deeply."""


# Possessive, and an unterminated string runs to the end: linear in the size of the text, whatever the text is.
_STRING_OR_BRACKET = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\Z|\\\Z)|([\[{])|[\]}]', re.DOTALL)


def loads(raw: bytes) -> object:
    """Decode `raw`. Raises `TooDeep` beyond `MAX_NESTING` levels, else `MalformedJson` saying where it is wrong.

    Nesting is measured before parsing: a parser's own limit is another in each version, and a `RecursionError`, which is
    no `ValueError`, would be raised far from here. Fewer brackets than the limit, as in nearly every message, can't exceed it.
    """
    if raw.count(b"[") + raw.count(b"{") > MAX_NESTING and _nesting(raw) > MAX_NESTING:
        raise TooDeep(f"nested more than {MAX_NESTING} levels deep")
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise MalformedJson(str(error)) from error


def _nesting(raw: bytes) -> int:
    depth = deepest = 0
    for token in _STRING_OR_BRACKET.finditer(raw):
        if token.group(1):
            depth += 1
            deepest = max(deepest, depth)
        elif not token.group().startswith(b'"'):
            depth -= 1
    return deepest
