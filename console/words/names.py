"""Names of other people inside of a sentence."""

from __future__ import annotations

MAX_NAME = 80
"""Maximum characters of a name in a sentence. Links and details have the whole."""
_BEGIN, _END = "\u2068", "\u2069"
"""First strong isolate, and its end: no letters within turn those around them."""


def named(text: str) -> str:
    """Return a name as a sentence may have it: not too long, and apart from the words around it."""
    told = text if len(text) <= MAX_NAME else f"{text[:MAX_NAME]}…"
    return f"{_BEGIN}{told}{_END}"
