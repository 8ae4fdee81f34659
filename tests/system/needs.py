"""Require programs from outside Python for a test of tier two. Nothing is installed here: `.ci/run`
does that.
"""

from __future__ import annotations

import importlib.util
import os
import shutil

import pytest


def need(*programs: str) -> None:
    """Skip the calling test where a program is not on PATH. In CI a missing program is a failure.

    Debian keeps some programs in /usr/sbin, and not everybody's PATH has it: it is looked at, too.
    """
    missing = [program for program in programs if find(program) is None]
    if not missing:
        return
    sentence = f"needs {', '.join(missing)}: docs/testing.md says which package brings it"
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


def need_package(*modules: str) -> None:
    """Skip the calling test where a package is not installed. In CI that is a failure."""
    missing = [module for module in modules if importlib.util.find_spec(module) is None]
    if not missing:
        return
    sentence = f"needs {', '.join(missing)}: `make test-system` installs it from requirements-browser.lock"
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


def find(program: str) -> str | None:
    """Return where the program is, None if it is nowhere."""
    return shutil.which(program, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin:/usr/lib/rabbitmq/bin")
