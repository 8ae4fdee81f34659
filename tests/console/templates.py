"""Shares among all applications of a process the templates that Jinja has compiled for each.

The console has one application for as long as it runs. Tests make hundreds, and each would compile
the same pages again: two thirds of the processor time of a test. Called by conftest.py.
"""

from __future__ import annotations

from functools import cache
from types import CodeType

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


class Templates(BytecodeCache):
    """Compiled templates by their files and their text.

    They depend on the options of their environment, too. Those of all our applications are alike.
    """

    def __init__(self) -> None:
        """Begin with none."""
        self._compiled: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._compiled[bucket.key, bucket.checksum] = bucket.code


@cache
def share_templates() -> None:
    """Have every application that is made from now on look into the same cache, however often this
    is called.
    """
    Flask.jinja_options = {"bytecode_cache": Templates()}
