"""Statements of policies merge to the same in any order (G4)."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from inventory.domain.policies import Bound, PolicyStatement, Rule, SkuPolicy, merged
from tests.inventory.making import NOON, after_noon
from tests.inventory.model.commands import RULES

STATED = st.lists(st.tuples(RULES, st.integers(0, 2).map(after_noon)), max_size=5)


def end(stated: list[tuple[PolicyStatement, object]]) -> tuple[object, ...]:
    policy = SkuPolicy("a")
    for rules, at in stated:
        policy = merged(policy, rules, at, NOON, "us")  # type: ignore[arg-type]
    return policy[:-2]


@given(STATED.flatmap(lambda stated: st.tuples(st.just(stated), st.permutations(stated + stated[:2]))))
def test_statements_merge_to_the_same_in_any_order_and_number(
    both: tuple[list[tuple[PolicyStatement, object]], list[tuple[PolicyStatement, object]]],
) -> None:
    once, again = both
    assert end(again) == end(once)


def test_a_statement_heard_again_is_nothing_new() -> None:
    policy = merged(SkuPolicy("a"), PolicyStatement(discontinued=True), NOON, NOON, "us")

    assert merged(policy, PolicyStatement(discontinued=True), NOON, after_noon(5), "us") is policy


def test_a_bound_can_be_taken_away() -> None:
    bounded = merged(SkuPolicy("a"), PolicyStatement(sellable_from=Bound(after_noon(5))), NOON, NOON, "us")
    free = merged(bounded, PolicyStatement(sellable_from=Bound(None)), after_noon(1), NOON, "us")

    assert (bounded.broken_rule(NOON), free.broken_rule(NOON)) == (Rule.NOT_YET_SOLD, None)
    assert free.version == 2
