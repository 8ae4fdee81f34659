"""Every process as the watch saw it last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from console.pages.overview.figure import FigureState
from console.watch.targets import Look


@dataclass(frozen=True, slots=True)
class ProcessShown:
    """A process as the watch saw it last."""

    name: str
    url: str
    version: str
    problem: str
    word: str
    state: FigureState


def processes(looks: Sequence[Look]) -> list[ProcessShown]:
    """Return every process. One of another version than most is worth a look."""
    versions = [look.version for look in looks if look.version]
    usual = max(set(versions), key=versions.count, default="")
    return [ProcessShown(_name(look), look.url, look.version, look.problem, *_state_of(look, usual)) for look in looks]


def _name(look: Look) -> str:
    """Return the kind of the process, the name of its host until it has told that once."""
    return look.process or urlsplit(look.url).hostname or "not known"


def _state_of(look: Look, usual: str) -> tuple[str, FigureState]:
    if look.refuses_us:
        return "refuses us", FigureState.WARN
    if not look.is_up:
        return "away", FigureState.BAD
    return ("up", FigureState.GOOD) if look.version == usual else ("another version", FigureState.WARN)
