"""A model of the core, written apart from it, and the tests that hold both side by side."""

import pytest

pytest.register_assert_rewrite("tests.inventory.model.machine", "tests.inventory.model.table")
