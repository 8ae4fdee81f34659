"""The runbook has a heading for each alert, each with its four parts, and its commands exist."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from inventory.cli.root import commands as inventory_command
from tests.deployment.test_compose import parse
from tests.prose import ROOT

RULES = ROOT / "deployment/monitoring/rules.yml"
RUNBOOK = (ROOT / "docs/runbook.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## (\w+)\n(.+?)(?=^## |\Z)", RUNBOOK, re.MULTILINE | re.DOTALL))
PARTS = ("**Look at**", "**Do**", "**Wake**")
STANDS_FOR = {
    "ID": "1",
    "TOPIC": "orders",
    "PARTITION": "0",
    "OFFSET": "7",
    "SOURCE": "/shop",
    "SKU": "mug",
    "TEXT": "junk",
    "ORDER": "o-1",
}
COMMANDS = sorted({" ".join(found.split()) for found in re.findall(r"`inventory ([^`…]+)`", RUNBOOK + OPERATIONS)})


def alerts() -> dict[str, dict[str, Any]]:
    groups = yaml.safe_load(RULES.read_text(encoding="utf-8"))["groups"]
    return {rule["alert"]: rule for group in groups for rule in group["rules"] if "alert" in rule}


def test_each_alert_has_a_heading_in_the_order_of_the_rules() -> None:
    assert list(SECTIONS) == list(alerts())


@pytest.mark.parametrize("name", SECTIONS)
def test_a_heading_says_what_it_means_what_to_look_at_and_to_do_and_whom_to_wake(name: str) -> None:
    meaning, *rest = SECTIONS[name].strip().split("\n\n")
    rule = alerts()[name]
    assert meaning.startswith(f"{rule['labels']['severity']}. ")
    assert rule["annotations"]["runbook_url"].endswith(f"docs/runbook.md#{name.lower()}")
    text = "\n\n".join(rest)
    assert [part for part in PARTS if text.count(part) != 1] == []
    assert sorted(PARTS, key=text.index) == list(PARTS)


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_that_it_names_exist(command: str) -> None:
    parse(inventory_command, [STANDS_FOR.get(word, word) for word in command.split()])
