"""Every permutation of the longest cases, where tier one has a sample (G4)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from inventory.database.transactions import Database
from tests.inventory.shop import Shop
from tests.inventory.write_path.test_permutations import CASES, SAMPLED, deliver_one_by_one, deliveries
from tests.postgresql import migrated_database_url, postgresql  # noqa: F401 - fixtures

LONGEST = [name for name, (facts, *_) in CASES.items() if sum(1 for _ in deliveries(facts)) > SAMPLED]


@pytest.fixture
def shop(database: Database) -> Iterator[Shop]:
    with Session(database.engine) as session:
        opened = Shop(session)
        yield opened
        assert opened.discrepancies() == []


@pytest.mark.parametrize("name", LONGEST)
def test_every_sequence_ends_the_same(shop: Shop, name: str) -> None:
    deliver_one_by_one(shop, CASES[name], among=None)
