"""Passwords and tokens that stand in a text by mistake are covered up before it is logged."""

from __future__ import annotations

import re

COVER = "***"
_SIGNS = ("://", "invtok_", "eyJ", "assword", "ASSWORD", "earer ", "EARER ", "asic ", "ASIC ")
"""One of these is in every text that has something to cover. To look for them costs little."""
_SECRETS = re.compile(
    r"(?<=://)[^\s@'\"]*(?=@)"  # user and password of a URL
    r"|invtok_[A-Za-z0-9_-]+"  # our own tokens
    r"|eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*"  # JWTs
    r"|(?<=(?i:bearer) )[A-Za-z0-9._~+/=-]+|(?<=(?i:basic) )[A-Za-z0-9+/=]{8,}"
    r"|(?P<name>(?i:password)['\"]?\s?[=:]\s?['\"]?)[^\s&'\",]+"
)


def may_have_secrets(text: str) -> bool:
    """Return False if `secret_free` would change nothing."""
    # Not `any`: a generator takes longer than all these looks.
    for sign in _SIGNS:  # noqa: SIM110
        if sign in text:
            return True
    return False


def secret_free(text: str) -> str:
    """Return `text` with `***` for the user and password of a URL, for our tokens and JWTs, and for
    values of `Authorization` and of `password`.
    """
    return _SECRETS.sub(_cover, text) if may_have_secrets(text) else text


def _cover(found: re.Match[str]) -> str:
    return (found["name"] or "") + COVER
