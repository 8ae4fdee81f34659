"""Spares the garbage collector objects that stay for as long as pytest runs: thousands of tests,
and all that they import.

It would look at all of them again and again, a third of a second each time. What tests make is
looked at seldom: by default a tenth of their processor time was spent on it. Imported by
conftest.py.
"""

from __future__ import annotations

import gc
from collections.abc import Generator

import pytest

SELDOM = (20_000, 20, 20)
"""A look for each so many new objects, at the older ones every 20th time."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect the tests (nothing of them is garbage), and set them aside."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()
        gc.set_threshold(*SELDOM)
