"""Everything that can happen has words for people."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import pytest
from pydantic import TypeAdapter, ValidationError

from bridge.decode.unusable import Reason
from console.forms import Typed
from console.words import reasons, timeline
from console.words.messages import shown, shown_json
from console.words.names import MAX_NAME, named
from console.words.orders import FACTS, STATUSES, told, tries, units
from inventory.boundary.streams import Stream
from inventory.domain.orders.outcome_types import OutcomeType
from inventory.domain.orders.status import Status
from inventory.inbox.events import EventType
from inventory.inbox.superseding import USABLE_ONCE
from inventory.reading import facts_json
from tests.inventory.making import NOON


def test_each_status_and_each_fact_has_words() -> None:
    assert set(STATUSES) == set(Status)
    assert set(FACTS) == {*facts_json.FACTS, "completed_at"}


def test_a_failure_before_a_payment_is_an_earlier_one() -> None:
    first, later = NOON, NOON + timedelta(hours=1)

    assert list(told({"failed_at": first, "paid_at": later})) == ["Payment failed, or released (earlier)", "Paid"]
    assert list(told({"failed_at": later, "paid_at": first})) == ["Payment failed, or released", "Paid"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("1200", 1200), ("1 200", 1200), ("1,200,000", 1_200_000), ("1 200 000", 1_200_000), ("\u22121'200", -1200)),
        *((one, None) for one in ("1,200", "1.200", "-1.500")),
        *((one, None) for one in ("0.500", "0,500", "1,2", "12,5", "1.200,500", "1,20,000", "0 500", "1234.567")),
    ],
)
def test_separators_that_are_no_thousands_are_refused(typed: str, meant: int | None) -> None:
    count = TypeAdapter(Annotated[int, Typed])

    if meant is None:
        with pytest.raises(ValidationError):
            count.validate_python(typed)
    else:
        assert count.validate_python(typed) == meant


def test_each_event_and_each_outcome_of_an_order_has_a_sentence() -> None:
    assert set(timeline._HEARD) == {one for one in EventType if one.stream is not Stream.PRODUCTS}
    assert set(timeline._ANNOUNCED) == set(OutcomeType) - {OutcomeType.STOCK_LEVEL_CHANGED}


@pytest.mark.parametrize("reason", [*Reason, *sorted(USABLE_ONCE)])
def test_each_reason_of_a_dead_letter_has_a_sentence(reason: str) -> None:
    assert str(reason) in reasons._DEAD
    assert reasons.why_dead(str(reason)).endswith(".")


def test_a_code_of_others_is_told_with_spaces() -> None:
    assert reasons.because("customer_has_moved") == "customer has moved"
    assert reasons.why_dead("odd_reason") == "Odd reason."


def test_numbers_are_told_as_people_say_them() -> None:
    assert [units(1), units(1_200), tries(1), tries(0)] == ["1 unit", "1,200 units", "1 try", "0 tries"]


def test_a_name_in_a_sentence_is_short_and_turns_nothing_around() -> None:
    told = named("\u202e" + "x" * 500)

    assert (told[0], told[-1], len(told)) == ("\u2068", "\u2069", MAX_NAME + 3)


@pytest.mark.parametrize(
    ("raw", "text", "is_text"),
    [
        (b"", "", True),
        (b"tea\r\n\x1b[31m", "tea\n\\x1b[31m", True),
        ("\u202e\u0000".encode(), "000000  e2 80 ae 00" + " " * 38 + "....", False),
        (b"\xff", "000000  ff" + " " * 47 + ".", False),
    ],
)
def test_bytes_are_shown_as_text_or_as_digits(raw: bytes, text: str, is_text: bool) -> None:  # noqa: FBT001
    assert shown(raw)[:2] == (text, is_text)


def test_json_is_shown_a_member_a_line() -> None:
    assert shown_json({"a": "\u202e"}).text == '{\n  "a": "\\u202e"\n}'
