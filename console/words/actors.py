"""Actors of changes in words, each with its name in the books."""

from __future__ import annotations

_BY = {
    "http": "the shop's call",
    "cli": "somebody at the command line",
    "console": "somebody at the console",
    "expire_holds": "the end of the hold",
    "assume_dispatched": "the end of the time to report a parcel",
    "follow_locations": "a change of the place",
    "inventory": "another order, which needed units of an overdue hold",
}


def by(actor: str) -> str:
    """Return words for an actor, and its name behind them. A person has the name alone."""
    words = _BY.get(actor)
    return actor if words is None else f"{words} ({actor})"
