"""The lists behind the figures, as far as the caller may open them."""

from __future__ import annotations

from typing import NamedTuple

from flask import url_for

from api.tracing import allowance, may
from inventory.tokens import Scope


class ListLink(NamedTuple):
    """The way from a figure to its list: its page, and the word for one entry and for more."""

    endpoint: str
    one: str
    several: str
    scope: Scope = Scope.OPS
    query: str = ""

    @property
    def address(self) -> str:
        return url_for(self.endpoint) + self.query

    def words(self, count: float) -> str:
        """Return the words of the link."""
        return f"look at the {self.one}" if count == 1 else f"look at the {count:,.0f} {self.several}"


LISTS = {
    "Pending events": ListLink("event_lists.pending", "event", "events"),
    "Orders that wait": ListLink("event_lists.pending", "order", "orders", query="?waiting=yes"),
    "Overdue holds": ListLink("orders.find", "hold", "holds", Scope.STOCK_READ),
    "Dead letters": ListLink("events.show", "message", "messages"),
    "Paused partitions": ListLink("event_partitions.show", "partition", "partitions"),
    "Sources set aside": ListLink("event_partitions.show", "source", "sources"),
}
"""The lists, by the label of the figure."""


def lists() -> dict[str, ListLink]:
    """Return the lists for the caller. Pages of events are closed to one with limits."""
    return {
        label: link
        for label, link in LISTS.items()
        if may(link.scope) and (allowance().is_of_all or link.scope is not Scope.OPS)
    }
