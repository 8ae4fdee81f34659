"""Bound the keys that may come to be."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from inventory.domain.identifiers import flaw


@pytest.mark.parametrize(
    "key",
    [
        "00777",
        "SHIRT-M/blue (2 pcs)",
        "=1+1",
        "\u8336-\u7dd1",
        "\u0447\u0430\u0439",
        "caf\u00e9",
        "cafe\u0301",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian: the word is another without its joiner
        "\u0915\u094d\u200d\u0937",  # Hindi, after a virama
        "\u0d28\u0d4d\u200d",  # Malayalam ends words so
        "\u2615\ufe0f-large",  # a cup, as a picture
        "\U0001f469\u200d\U0001f373",  # a cook
        "\U0001f469\U0001f3fd\u200d\U0001f373",
        "\u845b\U000e0100",  # a name's own form of a character
        "\u0378",  # no character yet: a newer Unicode may have one there, and its fonts show it
        "\U0001f9d1\u200d\U0001fadc\ufe0f",
        "\ufffd",
    ],
)
def test_a_key_that_people_write_may_be_new(key: str) -> None:
    assert flaw(key) is None


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (" tea", "begins with a space"),
        ("tea ", "ends with a space"),
        (" ", "begins with a space"),
        ("te\na", "U+000A (a control character) as character 3"),
        ("tea\t", "U+0009"),
        ("tea\r", "U+000D"),
        ("\x1b[31mtea", "U+001B"),
        ("te\x7fa", "U+007F"),
        ("te\x9ba", "U+009B"),
        ("te\u00a0a", "U+00A0 (NO-BREAK SPACE) as character 3"),
        ("te\u3000a", "IDEOGRAPHIC SPACE"),
        ("te\u2028a", "LINE SEPARATOR"),
        ("\ufefftea", "ZERO WIDTH NO-BREAK SPACE"),
        ("te\u200ba", "ZERO WIDTH SPACE"),
        ("te\u00ada", "SOFT HYPHEN"),
        ("\u202etea", "RIGHT-TO-LEFT OVERRIDE"),
        ("te\u200da", "ZERO WIDTH JOINER"),
        ("te\u200ca", "ZERO WIDTH NON-JOINER"),
        ("\u200dtea", "ZERO WIDTH JOINER"),
        ("\u8336\u200d\u8449", "ZERO WIDTH JOINER"),
        ("\u2615\u200d", "ZERO WIDTH JOINER"),
        ("tea\ufe0f", "VARIATION SELECTOR-16"),
        ("tea\U000e0100", "VARIATION SELECTOR-17"),
        ("tea\u034f", "COMBINING GRAPHEME JOINER"),
        ("tea\u3164", "HANGUL FILLER"),
        ("tea\u2800", "BRAILLE PATTERN BLANK"),
        ("\U000e0041tea", "TAG LATIN CAPITAL LETTER A"),
        ("tea\U0001d159", "MUSICAL SYMBOL NULL NOTEHEAD"),
        ("tea\U00016fe4", "KHITAN SMALL SCRIPT FILLER"),
        ("\ue000tea", "U+E000 (a character for private use, which each program shows otherwise) as character 1"),
        ("tea\uf8ff", "private use"),
        ("tea\U0010fffd", "private use"),
        ("tea\uffff", "U+FFFF (no character) as character 4"),
        ("tea\ufffe", "no character"),
        ("tea\ufdd0", "no character"),
        ("tea\U0001fffe", "no character"),
        ("tea\U0010ffff", "no character"),
        ("tea\u2065", "no character"),
        ("tea\ufff0", "no character"),
        ("tea\U000e0fff", "no character"),
    ],
)
def test_a_key_of_which_something_is_not_seen_is_none(key: str, said: str) -> None:
    assert said in (flaw(key) or "")


@given(st.text(min_size=1))
@example("\u0915\u094d\u200d")
def test_what_may_be_new_survives_whoever_trims_and_shows_it(key: str) -> None:
    if flaw(key) is not None:
        return
    assert key.strip() == key
    assert len(key.splitlines()) == 1
    assert not any(unicodedata.category(letter) == "Cc" for letter in key)
    assert all(letter == " " or not letter.isspace() for letter in key)
