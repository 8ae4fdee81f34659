"""What the README says is true."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from inventory.cli.root import commands

README = (Path(__file__).parents[1] / "README.md").read_text()


def test_every_setting_is_listed_as_it_is() -> None:
    table = CliRunner().invoke(commands, ["settings"]).output.strip()

    assert table in README, "run `inventory settings` and paste its table into README.md"


def test_every_file_that_it_names_is_there() -> None:
    named = {
        "bridge/consume/consumer.py",
        "inventory/inbox/store.py",
        "tasks/stock.py",
        "inventory/write_path/apply.py",
    }

    for path in named | {
        "inventory/domain/decisions.py",
        "inventory/outbox/store.py",
        "bridge/relay/relay.py",
        "docker-compose.yml",
    }:
        assert path in README
        assert (Path(__file__).parents[1] / path).exists()
