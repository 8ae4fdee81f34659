"""`docs/warehouse.md` is played, and its figures are those of the day."""

from __future__ import annotations

from pathlib import Path

from tests.integration_guide.guide import WAREHOUSE
from tests.integration_guide.reader import follow
from tools.devstack.stack import Stack

TOKEN = "TOKEN=$(inventory token create warehouse-guide --scope stock:read --scope stock:reserve --scope stock:adjust)"


def test_the_day_at_the_warehouse_is_as_it_is_told(stack: Stack, tmp_path: Path) -> None:
    follow(WAREHOUSE, stack, tmp_path, prepared=TOKEN)
