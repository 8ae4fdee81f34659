"""Keep tests together when several processes share the suite, and begin with the longest.

Tests that share a stack or a server stay in one process, so that it is started once. The longest
begin first, so that nobody waits for it at the end: xdist hands a process its next group while two
tests of the last one are left, and tests that are handed out wait for them, though others have
nothing to do. Imported by conftest.py.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    **dict.fromkeys(
        (
            # first the tests that hear all announcements
            "tests/integration_guide/test_example.py",
            "tests/integration_guide/test_guide.py",
            "tests/integration_guide/test_warehouse.py",
            "tests/e2e/test_line.py",
            "tests/e2e/test_logs.py",
            "tests/e2e/test_attacks.py",
            "tests/e2e/test_other_users.py",
            "tests/e2e/test_catalogue_mirrors.py",
            "tests/e2e/test_metrics.py",
            "tests/e2e/test_stops_and_crashes.py",  # the last: its conftest stops the stack
        ),
        "the whole stack",
    ),
    # tier two: stacks beside several others keep brokers and callers waiting
    **dict.fromkeys(
        (
            "tests/faults/test_crash_points.py",  # most of it; the rest is tier one
            "tests/system/test_long_chaos.py",
            "tests/system/test_chaos.py",
            "tests/system/broker/test_rabbitmq.py",
            "tests/system/broker/test_foreign_messages.py",
            "tests/system/broker/test_sentinel.py",
        ),
        "stacks that suffer, one after the other",
    ),
    **dict.fromkeys(
        (
            "tests/system/monitoring/test_alerts.py",
            "tests/system/monitoring/test_dashboards.py",
            "tests/system/containers/test_image.py",
            "tests/system/containers/test_services.py",
            "tests/system/test_failover.py",
            "tests/system/test_both_servers_named.py",
            "tests/system/test_upgrade.py",
            "tests/system/test_two_make_up.py",
            "tests/system/test_demo.py",
        ),
        "stacks that wait, one after the other",
    ),
    # a test of minutes that is alone in its group would keep the next group waiting
    **dict.fromkeys(
        ("tests/system/test_every_pair.py", "tests/system/test_early_migrations.py", "tests/system/test_pooler.py"),
        "each pair, and short tests",
    ),
    **dict.fromkeys(
        (
            "tests/system/test_long_model.py",
            "tests/system/producers/test_readers.py",
            "tests/system/http_server/test_browser.py",
        ),
        "the long model, and short tests",
    ),
}
"""By file, as they follow one another in their group. Any other file is a group of its own."""

FIRST = (
    "stacks that suffer, one after the other",  # in tier one the crash points
    "tests/liveness/test_stuck.py",
    "the whole stack",
    "tests/bridge/consume/test_consume.py",
    "tests/bridge/relay/test_relay.py",
    "tests/tasks/test_progress.py",
    "tests/bridge/consume/test_set_back.py",
    "tests/bridge/consume/test_outages_and_rebalances.py",
    "tests/e2e/test_traces.py",  # a stack of its own, that traces
    "tests/tools/devstack/test_stack.py",
    "tests/tasks/test_sweeps.py",
    "tests/tasks/test_poison.py",
    "tests/bridge/consume/test_memory.py",
    "tests/tasks/test_faults.py",
    "tests/bridge/consume/test_alone.py",
    "tests/tasks/test_flower_commands.py",
    "tests/tasks/test_foreign.py",
    "tests/bridge/consume/test_pauses.py",
    "tests/cli/test_import_interrupted.py",
    "tests/inventory/model/test_state_machine.py",
    "tests/security/test_role_rights.py",
    "tests/bridge/test_administration.py",
    "tests/api/test_races.py",
    "tests/security/test_tls.py",
    "tests/api/test_failover.py",
    "tests/security/test_identity_provider.py",
    "tests/console/test_guard.py",
    "tests/console/test_sign_in.py",
    "tests/inventory/model/test_order_of_arrival.py",
    "tests/bridge/relay/test_set_back_outcomes.py",
    "tests/tools/contracts/test_outcomes.py",
    "tests/cli/test_interrupts.py",
    "tests/api/test_outages.py",
    "tests/inventory/write_path/test_races.py",
    "tests/tasks/test_stock.py",
    "tests/api/resources/test_bad_input.py",
    "tests/inventory/write_path/test_permutations.py",
    "tests/inventory/domain/test_forgotten_kinds.py",
    "tests/api/server/test_strangers.py",
    "tests/api/contract/test_schemathesis.py",
    "tests/bridge/consume/test_set_aside.py",
    "tests/inventory/write_path/test_batches.py",
    "tests/cli/test_import_sheets.py",
    "tests/schemas/test_advisory_locks.py",
    "tests/test_preloaded.py",
    "tests/api/server/test_server.py",
    "tests/security/test_allowance.py",
    "tests/inventory/database/test_vanished_server.py",
    "tests/bridge/relay/test_size_limit.py",
    "tests/bridge/consume/offsets/test_gaps.py",
    "tests/inventory/write_path/test_plans.py",
    "tests/inventory/database/test_commits.py",
    "tests/bridge/consume/offsets/test_lag.py",
    "tests/inventory/importing/test_file.py",
    "tests/inventory/domain/orders/test_allocation.py",
    "tests/api/resources/test_conditional.py",
    # tier two
    "stacks that wait, one after the other",
    "the long model, and short tests",
    "tests/system/test_every_permutation.py",
    "each pair, and short tests",
    "tests/system/test_mutations_of_changes.py",
    "tests/system/test_old_plans.py",
    "tests/system/test_long_schemathesis.py",
    "tests/system/console/test_stock_pages.py",
    "tests/system/clients/test_openapi_clients.py",
    "tests/system/traces/test_traces.py",
)
"""Groups of tier one by the time that they take when they run alone, the longest first. All others
follow, as they are collected.
"""


def file_of(nodeid: str) -> str:
    return nodeid.partition("::")[0]


def group_of(nodeid: str) -> str:
    return TOGETHER.get(file_of(nodeid), file_of(nodeid))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the longest first where several processes share the tests."""
    if hasattr(config, "workerinput"):
        places = {group: place for place, group in enumerate(FIRST)}
        files = {file: place for place, file in enumerate(TOGETHER)}
        items.sort(
            key=lambda item: (places.get(group_of(item.nodeid), len(places)), files.get(file_of(item.nodeid), 0))
        )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling | None:
    """Hand out groups where files were asked for (`--dist loadfile`)."""
    if config.getvalue("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class Groups(LoadScopeScheduling):  # type: ignore[misc]  # publishes no types
        def _split_scope(self, nodeid: str) -> str:
            return group_of(nodeid)

    config.option.loadscopereorder = False  # by the number of tests, not by their time
    return Groups(config, log)
