"""Every permutation of the longest cases, where tier one has a sample, and a larger sample in
batches (G4).
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.inventory.shop import Shop
from tests.inventory.write_path.test_permutations import (
    CASES,
    SAMPLED,
    deliver_in_one_batch,
    deliver_in_random_batches,
    deliver_one_by_one,
    deliveries,
)
from tests.postgresql import migrated_database_url, postgresql  # noqa: F401 - fixtures

LONGEST = [name for name, (facts, *_) in CASES.items() if len(deliveries(facts)) > SAMPLED]

MANY = 800


@pytest.fixture
def shop(engine: Engine, database_url: str) -> Iterator[Shop]:
    """A shop that may decide on a batch of thousands for as long as a busy machine makes it."""
    with Session(engine) as session:
        opened = Shop(session)
        yield opened
        assert opened.discrepancies() == []


@pytest.mark.parametrize("name", LONGEST)
def test_every_sequence_ends_the_same(shop: Shop, name: str) -> None:
    deliver_one_by_one(shop, CASES[name], among=None)


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("name", LONGEST)
def test_so_do_many_in_batches_of_random_composition(shop: Shop, name: str, seed: int) -> None:
    deliver_in_random_batches(shop, CASES[name], random=Random(seed), most=MANY)


@pytest.mark.parametrize("name", LONGEST)
def test_so_do_many_in_one_batch(shop: Shop, name: str) -> None:
    deliver_in_one_batch(shop, CASES[name], most=MANY)
