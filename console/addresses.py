"""The addresses of pages about one thing. Ids may hold any character."""

from __future__ import annotations

from urllib.parse import quote


def of_sku(sku: str) -> str:
    return f"/stock/{quote(sku, safe='')}"


def of_order(order_id: str) -> str:
    return f"/orders/{quote(order_id, safe='')}"


def of_event(number: int) -> str:
    return f"/events/{number}"


def of_movement(number: int) -> str:
    return f"/movements/{number}"


OF = (of_sku, of_order, of_event, of_movement)
"""The functions that templates have under their names."""
