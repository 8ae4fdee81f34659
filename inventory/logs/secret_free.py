"""Passwords and tokens that stand in a text by mistake are covered up before it is logged."""

from __future__ import annotations

import re

COVER = "***"
_SIGNS = ("://", "invtok_", "eyJ", "assword", "earer ", "asic ")
"""One of these is in every text that has something to cover. To look for them costs little."""
_SECRETS = re.compile(
    r"(?P<url>(?<=://)[^\s@'\"]*(?=@))"
    r"|(?P<token>invtok_[A-Za-z0-9_-]+)"
    r"|(?P<jwt>eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*)"
    r"|(?P<authorization>(?<=[Bb]earer )[A-Za-z0-9._~+/=-]+|(?<=[Bb]asic )[A-Za-z0-9+/=]{8,})"
    r"|(?P<password>(?<=assword=)[^\s&'\"]+)"
)


def secret_free(text: str) -> str:
    """Return `text` with `***` for the user and password of a URL, for our tokens and JWTs, and for
    values of `Authorization` and `password=`.
    """
    if not any(sign in text for sign in _SIGNS):
        return text
    return _SECRETS.sub(COVER, text)
