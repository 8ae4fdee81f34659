from __future__ import annotations

import time

import pytest

from bridge.bounded_json import MAX_NESTING, MalformedJson, TooDeep, loads


def nested(depth: int) -> bytes:
    return b"[" * depth + b"]" * depth


def test_as_deep_as_allowed() -> None:
    assert loads(nested(MAX_NESTING)) is not None
    with pytest.raises(TooDeep):
        loads(nested(MAX_NESTING + 1))


def test_wide_is_not_deep_and_brackets_in_strings_do_not_count() -> None:
    assert loads(b"[" + b",".join([b"{}"] * 500) + b"]") == [{}] * 500
    text = "[{" * 100 + '"\\'
    assert loads(b'["' + b"[{" * 100 + b'\\"\\\\"]') == [text]


@pytest.mark.parametrize("raw", [b"", b"{", b"NaN", b"[1,]", b"'a'", b"1e999", b'"\\ud800"', b"\xef\xbb\xbf{}"])
def test_malformed(raw: bytes) -> None:
    with pytest.raises(MalformedJson):
        loads(raw)


@pytest.mark.parametrize(
    "raw",
    [
        b'"' + b'\\"' * 500_000,
        b'["' * 300_000,
        b"[" * 1_000_000,
        b"\\" * 900_000 + b"[{" * 100,
        b"[{" * 40 + b'"\\' * 400_000,
    ],
)
def test_hostile_text_takes_no_longer_than_its_size(raw: bytes) -> None:
    started = time.process_time()
    with pytest.raises((MalformedJson, TooDeep)):
        loads(raw)
    assert time.process_time() - started < 2
