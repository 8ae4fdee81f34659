"""The formats of bytes that are not JSON, by their beginning. Dead letters tell them, so that a
producer finds the fault.
"""

from __future__ import annotations

import re

from inventory.boundary.bounded_json import TooDeep, UnreadableJson, loads

_SHOWN = 8
UTF_16 = b"\x00{\x00"
"""Beginning of a JSON object in UTF-16 with the high bytes first. A schema registry's frame begins
like this for ids above two milliards.
"""
_FORMATS: tuple[tuple[bytes, str], ...] = (
    (b"\x1f\x8b", "compressed with gzip: leave that to the Kafka client (compression.type)"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd: leave that to the Kafka client (compression.type)"),
    (b"\x04\x22\x4d\x18", "compressed with lz4: leave that to the Kafka client (compression.type)"),
    (b"\xff\x06\x00\x00sNaPpY", "compressed with snappy: leave that to the Kafka client (compression.type)"),
    (b"\x82SNAPPY\x00", "compressed with snappy: leave that to the Kafka client (compression.type)"),
    (b"BZh", "compressed with bzip2: leave that to the Kafka client (compression.type)"),
    (b"PK\x03\x04", "a zip file"),
    (b"\x78\x01", "compressed with zlib: leave that to the Kafka client (compression.type)"),
    (b"\x78\x9c", "compressed with zlib: leave that to the Kafka client (compression.type)"),
    (b"\x78\xda", "compressed with zlib: leave that to the Kafka client (compression.type)"),
    (b"\xac\xed\x00\x05", "an object as Java serializes it: use a serializer that writes JSON"),
    (b"Obj\x01", "an Avro file"),
    (b"\xc3\x01", "an Avro message of one object"),
    (b"\x80\x02", "pickled by Python"),
    (b"\x80\x03", "pickled by Python"),
    (b"\x80\x04", "pickled by Python"),
    (b"\x80\x05", "pickled by Python"),
    (b"\x03\x00", "framed by the schema registry of AWS Glue, which is not read"),
    (b"\x03\x05", "framed and compressed by the schema registry of AWS Glue, which is not read"),
    (b"\xd9\xd9\xf7", "CBOR"),
    (b"\xef\xbb\xbf", "UTF-8 with a byte order mark, which JSON must not have"),
    (b"\xff\xfe\x00\x00", "UTF-32, and JSON is UTF-8"),
    (b"\x00\x00\xfe\xff", "UTF-32, and JSON is UTF-8"),
    (b"{\x00\x00\x00", "UTF-32, and JSON is UTF-8"),
    (b"\xff\xfe", "UTF-16, and JSON is UTF-8"),
    (b"\xfe\xff", "UTF-16, and JSON is UTF-8"),
    (b"{\x00", "UTF-16, and JSON is UTF-8"),
    (b"\x00{", "UTF-16, and JSON is UTF-8"),
    (b"<", "XML"),
    (b"---", "YAML"),
)
_MAP_OF_15, _ARRAY_OF_15, _LARGE_MAPS_AND_ARRAYS = range(0x80, 0x90), range(0x90, 0xA0), range(0xDC, 0xE0)


_WHITE_SPACE = b" \t\r\n"
_BEGINS_JSON = re.compile(rb"[ \t\r\n]*(?:[{\[\"0-9-]|true|false|null)")
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""Bytes that JSON never has. Avro and Protobuf may begin as JSON does, and have them in lengths and
tags.
"""
_LOOKED_AT = 1_024
_PERHAPS = "Avro or Protobuf without a schema registry, perhaps; publish JSON"


def looks_like(value: bytes) -> str | None:
    """Return the format that the bytes seem to have, or None if their beginning tells none.

    Avro and Protobuf without a frame begin with anything.
    """
    for beginning, told in _FORMATS:
        if value.startswith(beginning):
            return told
    if value[:1] and (value[0] in _MAP_OF_15 or value[0] in _ARRAY_OF_15 or value[0] in _LARGE_MAPS_AND_ARRAYS):
        return "MessagePack"
    return None


def told(value: bytes) -> str:
    """Return a sentence about the beginning of the bytes, or "" if they are text that is almost
    JSON.
    """
    found = looks_like(value)
    begins = value[:_SHOWN].hex(" ")
    if found is not None:
        return f"it begins with the bytes {begins} and seems to be {found}; publish JSON"
    if value.strip(_WHITE_SPACE) and not _BEGINS_JSON.match(value):
        return f"it begins with the bytes {begins}, as no JSON does: {_PERHAPS}"
    if control := _CONTROL.search(value, 0, _LOOKED_AT):
        return f"it begins with the bytes {begins} and has the byte {control[0].hex()}, as no JSON has: {_PERHAPS}"
    return ""


def is_json_text(value: str) -> bool:
    """Return True if a text is itself a JSON object or array: its producer has encoded it twice."""
    if not value.lstrip().startswith(("{", "[")):
        return False
    try:
        loads(value.encode())
    except (UnreadableJson, TooDeep, UnicodeEncodeError):
        return False
    return True
