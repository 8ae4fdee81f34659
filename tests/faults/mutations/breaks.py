"""Define a deliberate break, and the tests and files that breaks of several areas name."""

from __future__ import annotations

from typing import NamedTuple

CRASHES = "tests/faults/test_crash_points.py::test_it_recovers"
INBOX = "inventory/inbox/store.py"
INSERTION = "inventory/inbox/insertion.py"
CLAIMING = "inventory/inbox/claiming.py"


class Edit(NamedTuple):
    """Replaces a text that stands in its file exactly once."""

    file: str
    old: str
    new: str


class Mutation(NamedTuple):
    """A plausible mistake. Every one of `caught_by` (pytest's node ids or files) must fail with
    it.
    """

    guarantee: str
    edits: tuple[Edit, ...]
    caught_by: tuple[str, ...]
