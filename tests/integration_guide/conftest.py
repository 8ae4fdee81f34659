"""The service as an order service finds it: everything runs, and the API asks for tokens."""

from __future__ import annotations

import pytest

from tests.whole_stack import WholeStack
from tools.devstack.stack import Stack


@pytest.fixture(scope="package")
def stack(whole_stack: WholeStack) -> Stack:
    return whole_stack.running()
