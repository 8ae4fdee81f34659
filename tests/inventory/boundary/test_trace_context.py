"""One rule for the trace context, at every door."""

from __future__ import annotations

import pytest

from inventory.boundary.trace_context import traceparent

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_the_first_version_goes_on_as_it_is() -> None:
    assert traceparent(TRACE) == TRACE


@pytest.mark.parametrize("later", ["01" + TRACE[2:], "cc" + TRACE[2:] + "-what-comes", "01" + TRACE[2:] + "-"])
def test_of_a_later_version_what_the_first_knows_goes_on(later: str) -> None:
    assert traceparent(later) == TRACE


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        7,
        "",
        TRACE.upper(),
        f" {TRACE}",
        f"{TRACE}\n",
        f"{TRACE}-x",
        "ff" + TRACE[2:],
        "01" + TRACE[2:] + "x",
        f"00-{'0' * 32}{TRACE[35:]}",
        f"{TRACE[:36]}{'0' * 16}-01",
        TRACE[:-1],
    ],
)
def test_anything_else_is_not_carried_on(wrong: object) -> None:
    assert traceparent(wrong) is None
