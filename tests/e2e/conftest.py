"""One whole stack for all end-to-end tests: real servers, every process of the service, its own
ports and data.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from inventory import tokens as access
from inventory.database.transactions import Database, now
from inventory.tokens import Scope
from tests.e2e.shop import Shop
from tests.whole_stack import WholeStack

SCOPES = [Scope.STOCK_READ, Scope.STOCK_RESERVE]


@pytest.fixture(scope="package")
def shop(whole_stack: WholeStack) -> Iterator[Shop]:
    stack = whole_stack.running()
    database = Database(stack.owner_url, pool_size=1, name="tests")
    with database.transaction() as session:
        _, token = access.create(session, "shop", SCOPES, now=now(session))
    database.dispose()
    opened = Shop(stack, token)
    yield opened
    opened.engine.dispose()
    whole_stack.stop()
