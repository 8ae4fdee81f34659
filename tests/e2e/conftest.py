"""One whole stack for all end-to-end tests: real servers, every process of the service, its own
ports and data.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest

from inventory import tokens as access
from inventory.database.transactions import Database, now
from inventory.tokens import Scope
from tests.e2e.shop import Shop
from tests.whole_stack import WholeStack

SCOPES = [Scope.STOCK_READ, Scope.STOCK_RESERVE]


@pytest.fixture(scope="package")
def shop(whole_stack: WholeStack) -> Iterator[Shop]:
    """Made again if other packages came between. The stack has its data of before then."""
    stack = whole_stack.running()
    database = Database(stack.owner_url, pool_size=1, name="tests")
    try:
        with database.transaction() as session:
            _, token = access.create(session, f"shop-{uuid4()}", SCOPES, now=now(session))
    finally:
        database.dispose()
    opened = Shop(stack, token)
    yield opened
    opened.engine.dispose()
    whole_stack.stop()
