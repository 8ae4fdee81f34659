"""The hash by which Java's clients place a key, written from its published definition, apart from
any Kafka client.
"""

from __future__ import annotations

SEED, FACTOR, SHIFT, WORD = 0x9747B28C, 0x5BD1E995, 24, 0xFFFFFFFF
KNOWN = {
    b"21": -973932308,
    b"foobar": -790332482,
    b"a-little-bit-long-string": -985981536,
    b"a-little-bit-longer-string": -1486304829,
    b"lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8": -58897971,
    b"abc": 479470107,
}
"""Values that Kafka's own tests of its Java client expect, as signed numbers."""


def murmur2(key: bytes) -> int:
    """Return the hash as an unsigned number of 32 bits."""
    found = SEED ^ len(key)
    whole = len(key) - len(key) % 4
    for start in range(0, whole, 4):
        word = int.from_bytes(key[start : start + 4], "little") * FACTOR & WORD
        word = (word ^ (word >> SHIFT)) * FACTOR & WORD
        found = (found * FACTOR & WORD) ^ word
    if rest := key[whole:]:
        found = (found ^ int.from_bytes(rest, "little")) * FACTOR & WORD
    found = (found ^ (found >> 13)) * FACTOR & WORD
    return found ^ (found >> 15)


def partition(key: bytes, partitions: int) -> int:
    """Return where Java's default partitioner places a record with this key."""
    return (murmur2(key) & 0x7FFFFFFF) % partitions
