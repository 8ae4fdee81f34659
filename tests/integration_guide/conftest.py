"""The service as an order service finds it: everything runs, and the API asks for tokens."""

from __future__ import annotations

import pytest

from devstack.stack import Stack
from tests.whole_stack import WholeStack


@pytest.fixture(scope="package")
def stack(whole_stack: WholeStack) -> Stack:
    return whole_stack.running()
