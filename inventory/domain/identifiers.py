"""The grammar of new keys, one for every door (ADR 0033).

It holds for SKUs, locations, references, orders and products. It is asked only where a key is made.
A stored key is named as it is, however it looks.
"""

from __future__ import annotations

import unicodedata

_REFUSED = frozenset({"Cc", "Cf", "Co", "Zl", "Zp", "Zs"})
"""Unicode categories of controls, formats, private use and separators.

They are invisible, differ from program to program, or look like a space and are none.
"""
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0\U0001d159\U00016fe4")
"""Letters, marks and symbols of other categories that show nothing."""
_NEVER_SEEN = (("\u2065", "\u2065"), ("\ufdd0", "\ufdef"), ("\ufff0", "\ufff8"), ("\U000e0000", "\U000e0fff"))
"""Code points that are no characters, and unassigned ones that will always be ignorable.

Unicode promises both for ever, so the result does not depend on its version in Python.
"""
_LAST_TWO = 0xFFFE
"""The bits of the last two code points of each plane. They are no characters either."""
_PICTURES = frozenset({"So", "Cn"})
"""Categories of pictures. To Python, pictures newer than its Unicode are unassigned (Cn)."""
_ZWNJ, _ZWJ, _EMOJI = "\u200c", "\u200d", "\ufe0f"
_VIRAMA = 9
"""The combining class of the signs that join letters in Indic scripts."""


def flaw(key: str) -> str | None:
    """Return the flaw of a new `key` as the predicate of a sentence, or None without a flaw."""
    if key.isascii() and key.isprintable() and key[:1] != " " != key[-1:]:
        return None
    if key[:1] == " ":
        return "begins with a space"
    if key[-1:] == " ":
        return "ends with a space"
    for at, letter in enumerate(key):
        if _is_unseen(key, at):
            return f"has U+{ord(letter):04X} ({_name(letter)}) as character {at + 1}, which can't be seen"
    return None


def _name(letter: str) -> str:
    """Return the name of a character in Unicode, or the kind of one without a name."""
    kinds = {"Cc": "a control character", "Co": "a character for private use, which each program shows otherwise"}
    return unicodedata.name(letter, kinds.get(unicodedata.category(letter), "no character"))


def _is_unseen(key: str, at: int) -> bool:
    letter = key[at]
    if letter in {_ZWNJ, _ZWJ}:
        return not _shapes(key, at)
    if _selects_variation(letter):
        return not _can_vary(key[at - 1 : at])
    if letter in _BLANK or _is_never_seen(letter):
        return True
    return letter != " " and unicodedata.category(letter) in _REFUSED


def _is_never_seen(letter: str) -> bool:
    ends_a_plane = ord(letter) & _LAST_TWO == _LAST_TWO
    return ends_a_plane or any(first <= letter <= last for first, last in _NEVER_SEEN)


def _shapes(key: str, at: int) -> bool:
    """Return True if a joiner does something here: in Arabic and Indic words, and between pictures.

    The contexts are those of UAX 31 of Unicode for identifiers. Anywhere else two keys would differ
    and look the same.
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
    pictures = before == _EMOJI or unicodedata.category(before) in _PICTURES | {"Sk"}
    return key[at] == _ZWJ and pictures and unicodedata.category(after) in _PICTURES


def _selects_variation(letter: str) -> bool:
    return "\ufe00" <= letter <= "\ufe0f" or "\U000e0100" <= letter <= "\U000e01ef"


def _can_vary(letter: str) -> bool:
    return letter != "" and not letter.isascii() and unicodedata.category(letter) in _PICTURES | {"Lo", "Po", "Sm"}
