"""The batches of a topic as they lie on the disk of the embedded broker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from struct import unpack_from
from typing import NamedTuple

CODECS = ("none", "gzip", "snappy", "lz4", "zstd")
"""By the number that a batch has (https://kafka.apache.org/documentation/#recordbatch)."""
_LENGTH_END, _ATTRIBUTES, _RECORDS, _HEADER = 12, 21, 57, 61


class Batch(NamedTuple):
    codec: str
    records: int
    bytes: int


def batches(kafka: Path, topic: str) -> list[Batch]:
    """Return the batches of all partitions of the topic. `kafka` is the server's directory."""
    segments = sorted(kafka.glob(f"data/{topic}-[0-9]*/*.log"))
    assert segments, f"the broker keeps no {topic} below {kafka}"
    return [batch for segment in segments for batch in _read(segment.read_bytes())]


def _read(segment: bytes) -> Iterator[Batch]:
    at = 0
    while at + _HEADER <= len(segment):
        _, length = unpack_from(">qi", segment, at)
        (attributes,) = unpack_from(">h", segment, at + _ATTRIBUTES)
        (records,) = unpack_from(">i", segment, at + _RECORDS)
        yield Batch(CODECS[attributes & 7], records, _LENGTH_END + length)
        at += _LENGTH_END + length
