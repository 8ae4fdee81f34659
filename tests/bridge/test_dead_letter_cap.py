"""How much of a partition may be dead before it is paused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bridge.dead_letter_cap import DeadLetterCap
from inventory.inbox import Origin
from inventory.pauses import Excess

GOOD, BAD = None, "invalid_data"


def in_order(reasons: Iterable[str | None], *, partition: int = 0, start: int = 0) -> list[tuple[Origin, str | None]]:
    return [(Origin("orders", partition, start + number), reason) for number, reason in enumerate(reasons)]


def heard(cap: DeadLetterCap, verdicts: Sequence[tuple[Origin, str | None]]) -> list[Excess]:
    """Judge, and remember if nothing was too much, as the bridge does."""
    recent, excesses = cap.judge(verdicts)
    if not excesses:
        cap.remember(recent)
    return excesses


def test_the_first_dead_letter_too_many_is_named_with_figures_and_reasons() -> None:
    cap = DeadLetterCap(most=3, window=10)
    verdicts = in_order([GOOD, "missing_id", BAD, GOOD, BAD, BAD, BAD])
    (excess,) = heard(cap, verdicts)
    assert excess == Excess(Origin("orders", 0, 5), dead=4, among=6, reasons="invalid_data (3), missing_id (1)")


def test_exactly_as_many_as_allowed_are_taken() -> None:
    assert heard(DeadLetterCap(most=3, window=10), in_order([BAD, BAD, BAD, *[GOOD] * 20])) == []


def test_the_count_goes_on_from_one_poll_to_the_next() -> None:
    cap = DeadLetterCap(most=3, window=10)
    for offset in range(3):
        assert heard(cap, in_order([BAD], start=offset)) == []
    assert [each.at.offset for each in heard(cap, in_order([GOOD, BAD], start=3))] == [4]


def test_isolated_dead_letters_never_pause_however_long_it_goes_on() -> None:
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


def test_what_was_only_judged_is_not_counted() -> None:
    cap = DeadLetterCap(most=2, window=10)
    cap.judge(in_order([BAD, BAD]))
    assert heard(cap, in_order([BAD, BAD])) == []


def test_after_a_word_counting_starts_afresh() -> None:
    cap = DeadLetterCap(most=2, window=10)
    heard(cap, in_order([BAD, BAD]))
    cap.forget(("orders", 0))
    assert heard(cap, in_order([BAD, BAD], start=2)) == []


def test_a_cap_as_high_as_the_window_never_pauses() -> None:
    assert heard(DeadLetterCap(most=10, window=10), in_order([BAD] * 100)) == []


def test_what_is_mended_counts_no_more() -> None:
    cap = DeadLetterCap(most=3, window=10)
    assert heard(cap, in_order([BAD, BAD, BAD])) == []
    recent, excesses = cap.judge(in_order([GOOD, BAD, BAD], start=3), [Origin("orders", 0, 0), Origin("orders", 0, 1)])
    assert excesses == []
    cap.remember(recent)
    assert [each.at.offset for each in heard(cap, in_order([BAD], start=6))] == [6]


def test_a_mend_from_another_partition_is_remembered_where_the_dead_letter_was() -> None:
    cap = DeadLetterCap(most=1, window=10)
    assert heard(cap, in_order([BAD])) == []
    recent, _ = cap.judge(in_order([GOOD], partition=1), [Origin("orders", 0, 0), Origin("elsewhere", 0, 0)])
    cap.remember(recent)
    assert heard(cap, in_order([BAD], start=1)) == []
