"""Names of a day in the grammar of new keys (ADR 33), for versions that take no others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote

from tests.upgrade.questions import Call, Command
from tests.upgrade.version import Version

_GRAMMAR = "import importlib.util; print(bool(importlib.util.find_spec('inventory.domain.identifiers')))"


def has_grammar(version: Version) -> bool:
    """Return True if the version refuses new keys with spaces at their ends, or controls."""
    return version.ask(_GRAMMAR) == "True"


def plain(value: Any) -> Any:
    """Return the value with such names replaced, however deep they are."""
    match value:
        case str():
            ends = {0, len(value) - 1}
            unfit = (not one.isprintable() or (one == " " and at in ends) for at, one in enumerate(value))
            return "".join("_" if is_unfit else one for is_unfit, one in zip(unfit, value, strict=True))
        case dict():
            return {name: plain(member) for name, member in value.items()}
        case list() | tuple():
            return [plain(member) for member in value]
    return value


def plain_path(path: str) -> str:
    """Return the path with such names replaced."""
    way, *query = path.split("?")
    segments = [quote(plain(unquote(segment)), safe="") for segment in way.split("/")]
    return "?".join(["/".join(segments), *query])


def plain_call(call: Call) -> Call:
    """Return the call with such names replaced."""
    return replace(call, path=plain_path(call.path), body=plain(call.body))


def plain_question(question: Call | Command) -> Call | Command:
    """Return the call or command with such names replaced."""
    if isinstance(question, Call):
        return plain_call(question)
    return Command(tuple(plain(word) for word in question.words))
