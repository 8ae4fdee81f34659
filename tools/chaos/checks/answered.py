"""The answers of the client log, as far as the specifications can give them too."""

from typing import Any

from tools.chaos.checks.stock import Call
from tools.chaos.load.assortment import place_state, policy_state
from tools.chaos.load.client_log import Exchange, Fate

MADE = {"reserve": "held", "dispatch": "dispatched", "return": "returned"}
"""The answers to calls that made something new."""


def call_of(exchange: Exchange) -> Call:
    """Return the operation, and the answer as far as the specification can give it too."""
    if exchange.fate is Fate.UNKNOWN:
        return Call(exchange.operation, None)
    return Call(exchange.operation, _answer(exchange))


def _answer(exchange: Exchange) -> tuple[Any, ...]:
    body = exchange.body
    if exchange.fate is not Fate.ACKNOWLEDGED:
        if exchange.code == "insufficient_stock":
            return exchange.code, body["shortfalls"][0]["available"]
        return (exchange.code,)
    match exchange.operation.kind:
        case "read_stock":
            return "stock", *_figures(body), body["quantity_unsellable"]
        case "move" if exchange.status == 201:  # noqa: PLR2004 - created
            total = body["stock"]["total"]
            return "moved", *_figures(total), total["quantity_unsellable"]
        case "move":
            return ("replayed",)
        case "read_order":
            return "order", body["status"]
        case "adjust":
            # A replay shows the stock as it is by then.
            return ("adjusted", *_figures(body)) if exchange.status == 201 else ("replayed",)  # noqa: PLR2004 - created
        case "reserve" | "dispatch" | "return" as kind:
            return (MADE[kind],) if exchange.status == 201 else ("replayed",)  # noqa: PLR2004 - created
    return _state_answered(exchange)


def _state_answered(exchange: Exchange) -> tuple[Any, ...]:
    match exchange.operation.kind:
        case "set_place" | "read_place":
            return "state", place_state(exchange.body)
        case "set_policy" | "read_policy":
            return "state", policy_state(exchange.body)
    return ("done",)


def _figures(body: dict[str, Any]) -> tuple[int, ...]:
    return tuple(body[f"quantity_{name}"] for name in ("on_hand", "reserved", "shortfall", "to_ship"))
