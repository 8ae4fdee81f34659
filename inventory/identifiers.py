"""The grammar of new keys, one for every door: what may become a SKU, a location, a reference, an order or a product (ADR 0033).

It is asked only where a key comes to be. A key that is stored is named as it is, whatever it looks like.
"""

from __future__ import annotations

import unicodedata

_REFUSED = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
"""Unicode's categories of controls, formats, and separators: nobody sees them, or they look like a space and are none."""
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2065\u2800\u3164\uffa0")
"""Letters, marks and symbols of other categories that show nothing."""
_ZWNJ, _ZWJ, _EMOJI = "\u200c", "\u200d", "\ufe0f"
_VIRAMA = 9
"""The combining class of the signs that Indic scripts join letters with."""


def flaw(key: str) -> str | None:
    """Return what keeps `key` from being a new one, as the predicate of a sentence; None if nothing does."""
    if key.isascii() and key.isprintable() and key[:1] != " " != key[-1:]:
        return None
    if key[:1] == " ":
        return "begins with a space"
    if key[-1:] == " ":
        return "ends with a space"
    for at, letter in enumerate(key):
        if _is_unseen(key, at):
            name = unicodedata.name(letter, "a control character")
            return f"has U+{ord(letter):04X} ({name}) as character {at + 1}, which can't be seen"
    return None


def _is_unseen(key: str, at: int) -> bool:
    letter = key[at]
    if letter in {_ZWNJ, _ZWJ}:
        return not _shapes(key, at)
    if _selects_variation(letter):
        return not _can_vary(key[at - 1 : at])
    if letter in _BLANK:
        return True
    return letter != " " and unicodedata.category(letter) in _REFUSED


def _shapes(key: str, at: int) -> bool:
    """Return whether a joiner does something here: in Arabic and Indic scripts words need it, and pictures are made with it.

    The contexts are those of Unicode's UAX 31 for identifiers. Anywhere else two keys would differ, and look the same.
    """
    before, after = key[at - 1 : at] if at else "", key[at + 1 : at + 2]
    if not before:
        return False
    if unicodedata.combining(before) == _VIRAMA:
        return True
    if not after:
        return False
    if unicodedata.bidirectional(before) in {"AL", "NSM"} and unicodedata.bidirectional(after) == "AL":
        return True
    pictures = before == _EMOJI or unicodedata.category(before) in {"So", "Sk"}
    return key[at] == _ZWJ and pictures and unicodedata.category(after) == "So"


def _selects_variation(letter: str) -> bool:
    return "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"


def _can_vary(letter: str) -> bool:
    return letter != "" and not letter.isascii() and unicodedata.category(letter) in {"Lo", "Po", "Sm", "So"}
