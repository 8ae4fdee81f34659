"""Count the dead letters of a source before it is set aside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bridge.consume.dead_letter_cap import DeadLetterCap, Verdict
from inventory.inbox.decoded import Origin
from inventory.partitions.set_aside import ANYBODY, MAX_SOURCES, Overrun

GOOD, BAD = None, "invalid_data"


def in_order(
    reasons: Iterable[str | None], *, partition: int = 0, start: int = 0, source: str = "/shop"
) -> list[Verdict]:
    return [
        Verdict(Origin("orders", partition, start + number), source, reason) for number, reason in enumerate(reasons)
    ]


def heard(cap: DeadLetterCap, verdicts: Sequence[Verdict]) -> list[Overrun]:
    """Judge, and remember if nothing was too much, as the bridge does."""
    recent, overruns = cap.judge(verdicts)
    if not overruns:
        cap.remember(recent)
    return overruns


def test_the_first_dead_letter_too_many_is_named_with_figures_and_reasons() -> None:
    cap = DeadLetterCap(most=3, window=10)
    (overrun,) = heard(cap, in_order(["missing_id", BAD, GOOD, BAD, BAD, BAD]))
    expected = Overrun(Origin("orders", 0, 4), "/shop", dead=4, among=5, reasons="invalid_data (3), missing_id (1)")
    assert overrun == expected


def test_exactly_as_many_as_allowed_are_taken() -> None:
    assert heard(DeadLetterCap(most=3, window=10), in_order([BAD, BAD, BAD, *[GOOD] * 20])) == []


def test_the_count_goes_on_from_one_poll_to_the_next() -> None:
    cap = DeadLetterCap(most=3, window=10)
    for offset in range(3):
        assert heard(cap, in_order([BAD], start=offset)) == []
    assert [each.at.offset for each in heard(cap, in_order([GOOD, BAD], start=3))] == [4]


def test_isolated_dead_letters_are_never_too_many_however_long_it_goes_on() -> None:
    cap = DeadLetterCap(most=5, window=10)
    for start in range(0, 1_000, 10):
        assert heard(cap, in_order([BAD, GOOD] * 5, start=start)) == []


def test_what_left_the_window_is_forgotten() -> None:
    cap = DeadLetterCap(most=3, window=5)
    assert heard(cap, in_order([BAD, BAD, BAD, GOOD, GOOD, BAD, BAD, BAD])) == []


def test_each_partition_is_counted_by_itself() -> None:
    cap = DeadLetterCap(most=2, window=10)
    both = [*in_order([BAD, BAD, BAD]), *in_order([BAD, BAD], partition=1)]
    assert [each.at.partition for each in heard(cap, both)] == [0]


def test_each_source_is_counted_by_itself() -> None:
    """With any share of the partition."""
    cap = DeadLetterCap(most=2, window=10)
    others = in_order([GOOD] * 50, source="/good") + in_order([BAD] * 2, source="/other")
    assert heard(cap, [*in_order([BAD] * 2), *others]) == []
    assert [each.source for each in heard(cap, [*others, *in_order([BAD], start=900)])] == ["/other", "/shop"]


def test_a_source_for_each_message_is_no_way_round() -> None:
    cap = DeadLetterCap(most=100, window=200)
    made_up = [
        each for number in range(MAX_SOURCES + 101) for each in in_order([BAD], start=number, source=f"/{number}")
    ]
    (overrun,) = heard(cap, made_up)
    assert (overrun.source, overrun.at.offset, overrun.dead) == (ANYBODY, MAX_SOURCES + 100, 101)


def test_a_name_is_free_again_when_nothing_of_its_window_is_dead() -> None:
    cap = DeadLetterCap(most=2, window=3)
    for number in range(MAX_SOURCES + 5):
        source = f"/{number}"
        assert heard(cap, in_order([BAD, BAD, GOOD, GOOD, GOOD], start=10 * number, source=source)) == []
    assert [each.source for each in heard(cap, in_order([BAD] * 3, start=900))] == ["/shop"]


def test_what_was_only_judged_is_not_counted() -> None:
    cap = DeadLetterCap(most=2, window=10)
    cap.judge(in_order([BAD, BAD]))
    assert heard(cap, in_order([BAD, BAD])) == []


def test_what_is_set_aside_is_counted_afresh() -> None:
    cap = DeadLetterCap(most=2, window=10)
    heard(cap, [*in_order([BAD, BAD]), *in_order([BAD, BAD], source="/other")])
    cap.forget(("orders", 0), "/shop")
    assert heard(cap, in_order([BAD, BAD], start=2)) == []
    assert [each.source for each in heard(cap, in_order([BAD], start=4, source="/other"))] == ["/other"]
    cap.forget(("orders", 0))
    assert heard(cap, in_order([BAD, BAD], start=2)) == []


def test_a_cap_as_high_as_the_window_is_never_too_many() -> None:
    assert heard(DeadLetterCap(most=10, window=10), in_order([BAD] * 100)) == []


def test_what_is_mended_counts_no_more() -> None:
    cap = DeadLetterCap(most=3, window=10)
    assert heard(cap, in_order([BAD, BAD, BAD])) == []
    recent, overruns = cap.judge(in_order([GOOD, BAD, BAD], start=3), [Origin("orders", 0, 0), Origin("orders", 0, 1)])
    assert overruns == []
    cap.remember(recent)
    assert [each.at.offset for each in heard(cap, in_order([BAD], start=6))] == [6]


def test_a_mend_from_another_partition_is_remembered_where_the_dead_letter_was() -> None:
    cap = DeadLetterCap(most=1, window=10)
    assert heard(cap, in_order([BAD])) == []
    recent, _ = cap.judge(in_order([GOOD], partition=1), [Origin("orders", 0, 0), Origin("elsewhere", 0, 0)])
    cap.remember(recent)
    assert heard(cap, in_order([BAD], start=1)) == []
