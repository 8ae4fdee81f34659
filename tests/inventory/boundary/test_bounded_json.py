from __future__ import annotations

import time

import pytest

from inventory.boundary.bounded_json import MAX_NESTING, TooDeep, UnreadableJson, is_longer_than, loads


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


@pytest.mark.parametrize("raw", [b"", b"{", b"NaN", b"[1,]", b"'a'", b'"\\ud800"', b"\xef\xbb\xbf{}"])
def test_malformed(raw: bytes) -> None:
    with pytest.raises(UnreadableJson):
        loads(raw)


@pytest.mark.parametrize(
    "raw", [b'{"a":1,"a":2}', b'{"a":1,"\\u0061":2}', b'[{"b":{"a":1,"c":3,"a":1}}]', b'{"' + b"a" * 9_000 + b'":1' * 2]
)
def test_a_member_named_twice(raw: bytes) -> None:
    with pytest.raises(UnreadableJson) as caught:
        loads(raw)
    assert len(str(caught.value)) < 300
    assert str(caught.value).isprintable()


def test_a_number_beyond_bounds_is_json_that_fits_no_field() -> None:
    assert loads(b"1e999") == float("inf")
    assert loads(b"123456789012345678901234567890") == 123456789012345678901234567890


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
    with pytest.raises((UnreadableJson, TooDeep)):
        loads(raw)
    assert time.process_time() - started < 2


def test_elements_are_counted_and_commas_in_strings_are_not() -> None:
    assert is_longer_than(b'[1,2,{"a":[3,4]}]', 3)
    assert not is_longer_than(b'[1,2,{"a":[3,4]}]', 4)
    assert not is_longer_than(b'[",,,,\\",,,,","a,b"]', 2)
    assert is_longer_than(b'[",,,,\\",,,,","a,b"]', 1)
