"""Leave nothing out where `CI` is set: a test that is skipped has failed. Imported by
conftest.py.
"""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest

IS_SET = bool(os.environ.get("CI"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Report a skip as a failure, with its reason."""
    del item, call
    report = yield
    if IS_SET and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext
        report.outcome = "failed"
        report.longrepr = f"left out where CI is set, which runs everything: {reason}"
    return report
