"""Hold docstrings, comments and documents to CONTRIBUTING.md (figures: `python -m tests.prose`)."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.prose import ROOT, Figures, Passage, documents, folders, offences, passages

DONE = {
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "README.md",
    "SECURITY.md",
    "api",
    "api/callers",
    "api/contract",
    "api/contract/openapi",
    "api/contract/problems",
    "api/contract/requests",
    "api/resources",
    "api/server",
    "api/turns",
    "bridge",
    "bridge/consume",
    "bridge/consume/offsets",
    "bridge/decode",
    "bridge/relay",
    "docs/README.md",
    "docs/architecture.md",
    "docs/backup.md",
    "docs/brokers.md",
    "docs/chaos.md",
    "docs/command-line.md",
    "docs/deployment.md",
    "docs/errors.md",
    "docs/events/README.md",
    "docs/events/producers.md",
    "docs/failover.md",
    "docs/glossary.md",
    "docs/housekeeping.md",
    "docs/http.md",
    "docs/integration.md",
    "docs/kafka.md",
    "docs/life-of-a-reservation.md",
    "docs/liveness.md",
    "docs/locking.md",
    "docs/performance.md",
    "docs/processes.md",
    "docs/scaling.md",
    "docs/security.md",
    "docs/settings.md",
    "docs/testing.md",
    "inventory",
    "inventory/boundary",
    "inventory/cli",
    "inventory/cli/events",
    "inventory/cli/stock",
    "inventory/cli/terminal",
    "inventory/database",
    "inventory/database/tables",
    "inventory/domain",
    "inventory/importing",
    "inventory/inbox",
    "inventory/outbox",
    "inventory/partitions",
    "inventory/process",
    "inventory/reading",
    "inventory/recovery",
    "inventory/roles",
    "inventory/settings",
    "inventory/upkeep",
    "inventory/write_path",
    "migrations",
    "tasks",
    "tasks/flower",
    "tasks/worker",
    "tests",
    "tests/api",
    "tests/api/callers",
    "tests/api/contract",
    "tests/api/resources",
    "tests/api/server",
    "tests/api/turns",
    "tests/bridge",
    "tests/bridge/consume",
    "tests/bridge/consume/offsets",
    "tests/bridge/decode",
    "tests/bridge/relay",
    "tests/cli",
    "tests/deployment",
    "tests/e2e",
    "tests/faults",
    "tests/faults/mutations",
    "tests/integration_guide",
    "tests/inventory",
    "tests/inventory/boundary",
    "tests/inventory/database",
    "tests/inventory/domain",
    "tests/inventory/importing",
    "tests/inventory/inbox",
    "tests/inventory/model",
    "tests/inventory/outbox",
    "tests/inventory/partitions",
    "tests/inventory/process",
    "tests/inventory/recovery",
    "tests/inventory/upkeep",
    "tests/inventory/write_path",
    "tests/liveness",
    "tests/schemas",
    "tests/security",
    "tests/system",
    "tests/system/broker",
    "tests/system/clients",
    "tests/system/containers",
    "tests/system/containers/stand_ins",
    "tests/system/http_server",
    "tests/system/producers",
    "tests/system/spreadsheets",
    "tests/tasks",
    "tests/tools",
    "tests/tools/bench",
    "tests/tools/chaos",
    "tests/tools/contracts",
    "tests/tools/demo",
    "tests/tools/devstack",
    "tests/upgrade",
    "tools",
    "tools/bench",
    "tools/bench/compare",
    "tools/bench/load",
    "tools/bench/parts",
    "tools/chaos",
    "tools/chaos/checks",
    "tools/chaos/faults",
    "tools/chaos/load",
    "tools/contracts",
    "tools/demo",
    "tools/devstack",
    "tools/devstack/machine",
    "tools/devstack/processes",
    "tools/devstack/servers",
    "tools/shop",
}
"""Folders and documents that keep the rules. A new one is added when it passes, and none is taken
out.
"""
FIRST_COMMIT = "4fd66e023a09cf6fbe7bffbf77fb8eea48fffed1"
"""The rule of 72 columns holds for the subjects of later commits."""
MAX_SUBJECT = 72


def of(name: str) -> Figures:
    paths = folders().get(name) or [documents()[name]]
    return Figures.of([one for path in paths for one in passages(path)])


@pytest.mark.parametrize("name", sorted(DONE))
def test_prose_keeps_the_rules(name: str) -> None:
    faults = of(name).faults()

    assert not faults, f"{name}: {', '.join(faults)}\n" + "\n".join(offences(name))


def test_the_subjects_of_new_commits_fit_into_a_line() -> None:
    log = subprocess.run(
        ["git", "log", "--no-merges", "--format=%h %s", f"{FIRST_COMMIT}..HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if log.returncode:
        pytest.skip("needs the history of the repository")

    assert [line for line in log.stdout.splitlines() if len(line.partition(" ")[2]) > MAX_SUBJECT] == []


def test_each_rule_can_be_broken() -> None:
    def faults(text: str) -> list[str]:
        return Figures.of([Passage(Path(), 1, text, is_docstring=True)]).faults()

    assert not faults("Return the stock of a SKU.")
    assert not faults("Return `what; whether; which` as it stands.")
    assert "open with" in faults("Whether it waits.")[0]
    assert "semicolons" in faults("Return it; lock it.")[0]
    assert "free relatives" in faults("Tell what it is, and whether it waits.")[0]
    assert "cites" in faults("Return it (design section 4).")[0]
    assert "wider" in faults(f"Return {'the stock ' * 10}.")[0]


def test_a_module_is_read_whole(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    wide = f"    {'words ' * 17}."
    module.write_text(
        f'"""First.\n\n{wide}\n"""\nX = 1\n"""Second."""\n\n\ndef f():\n    """Third."""\n    # Why\n    # so.\n'
    )

    found = passages(module)

    assert [one.text.partition("\n")[0].strip() for one in found if one.is_docstring] == ["First.", "Second.", "Third."]
    assert [one.text for one in found if not one.is_docstring] == ["    # Why\n    # so."]
    assert [one.wide_lines for one in found] == [1, 0, 0, 0]
