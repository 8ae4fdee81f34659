"""The usable keys in the key set of an identity provider (RFC 7517)."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from jwt import PyJWK

from inventory.boundary.bounded_json import loads

log = logging.getLogger(__name__)

MAX_RSA_BITS = 16_384
"""OpenSSL checks no signature with a longer key."""
MAX_KEY_ID = 1_000
_MAX_SHOWN = 100


def usable_keys(body: bytes) -> Mapping[str, PyJWK]:
    """Return the keys that sign, by their ids. Raises `ValueError` where there is none.

    A key that is unusable is passed over, and holds up none of the others.
    """
    found = loads(body)
    listed = found.get("keys") if isinstance(found, dict) else None
    if not isinstance(listed, list):
        raise ValueError("it is no key set")  # noqa: TRY004 - the value, as all that is wrong with it
    keys: dict[str, PyJWK] = {}
    for each in listed:
        if not isinstance(each, dict) or each.get("use") not in ("sig", None):
            continue
        key_id = each.get("kid")
        if not isinstance(key_id, str) or not 0 < len(key_id) <= MAX_KEY_ID:
            continue
        key = _usable(each, ascii(key_id[:_MAX_SHOWN]))
        if key is not None:
            keys[key_id] = key
    if not keys:
        raise ValueError("none of its keys can be used")
    return keys


def _usable(stated: dict[str, object], name: str) -> PyJWK | None:
    try:
        key = PyJWK(stated)
        bits = getattr(key.key, "key_size", 0)
        wrong = key.Algorithm.check_key_length(key.key)
    except Exception as error:  # noqa: BLE001 - whatever PyJWT and OpenSSL make of somebody else's numbers
        log.warning("The key %s of the identity provider can't be used: %s", name, type(error).__name__)
        return None
    if wrong or bits > MAX_RSA_BITS:
        log.warning("The key %s of the identity provider is not taken: it has %d bits", name, bits)
        return None
    return key
