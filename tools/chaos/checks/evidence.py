"""The evidence that the checks weigh: the logs, the state that was found, and histories drawn from
both.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from tools.chaos.checks.answered import call_of
from tools.chaos.checks.found import Found
from tools.chaos.checks.history import NEVER, Event
from tools.chaos.checks.stock import Call
from tools.chaos.drain import Drained
from tools.chaos.load.assortment import NO_RULES, VOUCHER
from tools.chaos.load.client_log import Exchange, Fate, Operation, Produced
from tools.chaos.load.rivals import is_arena
from tools.chaos.load.sampler import Sampler
from tools.chaos.losses import Loss, may_be_lost
from tools.shop.listener import Heard
from tools.shop.messages import Event as ShopEvent
from tools.shop.orders import Story

SETTINGS = ("set_place", "read_place", "set_policy", "read_policy")
"""Kinds of calls about places and policies."""

AT_REST = "at rest"
"""Client name of the last look at everything."""

SILENT = "awaiting_order"
"""The status that is no outcome, so it is not announced."""


@dataclass(frozen=True)
class Evidence:
    """The logs and the state of a run. `exchanges` end with a look at each of their orders and
    adjusted SKUs, made when all was at rest.
    """

    exchanges: Sequence[Exchange]
    produced: Sequence[Produced]
    stories: Mapping[str, Story]
    paid: frozenset[str]
    supplied: Mapping[str, int]
    heard: Heard
    found: Found
    sampler: Sampler
    drained: Drained
    assumes: bool = False
    """True if paid units that nobody reported are taken for gone by now."""
    losses: Sequence[Loss] = ()
    """Losses that faults may have caused."""
    discontinued: bool | None = None
    """The newest event about the SKU that is discontinued over Kafka. None if there is none."""
    listed: frozenset[str] = frozenset()
    """Orders and SKUs that `inventory restored` lists as announced and gone."""

    @cached_property
    def events(self) -> dict[tuple[str, str], Produced]:
        """Return the events that were sent, by source and id."""
        return {(one.source, one.id): one for one in self.produced}

    @cached_property
    def of_order(self) -> dict[str, list[Exchange]]:
        """Return the calls about each order over HTTP, apart from the orders of rivals."""
        calls: dict[str, list[Exchange]] = defaultdict(list)
        for exchange in self.exchanges:
            if exchange.operation.order_id and not _in_arena(exchange.operation):
                calls[exchange.operation.order_id].append(exchange)
        return dict(calls)

    def is_dead(self, event: ShopEvent) -> bool:
        """Return True if an event of a story is dead, so that the service knows nothing of it."""
        letter = self.found.events.get((f"/shop/{event.topic}", event.id))
        return letter is not None and letter.state == "dead"

    def may_be_lost(self, exchange: Exchange) -> bool:
        """Return True if a fault may have lost the effect of this call."""
        return may_be_lost(self.losses, exchange.invoked, exchange.returned)

    @cached_property
    def of_arena(self) -> dict[str, list[Exchange]]:
        """Return the calls about each SKU that only rivals touch."""
        calls: dict[str, list[Exchange]] = defaultdict(list)
        for exchange in self.exchanges:
            if _in_arena(exchange.operation):
                calls[exchange.operation.sku].append(exchange)
        return dict(calls)

    @cached_property
    def of_setting(self) -> dict[str, list[Exchange]]:
        """Return the calls about each place and SKU that keepers set."""
        calls: dict[str, list[Exchange]] = defaultdict(list)
        for exchange in self.exchanges:
            if exchange.operation.kind in SETTINGS:
                calls[exchange.operation.reference].append(exchange)
        return dict(calls)

    @cached_property
    def asked_for(self) -> dict[str, Counter[str]]:
        """Return the units that each order over HTTP has asked for. A voucher has none to count."""
        return {
            one.operation.order_id: Counter({sku: units for sku, units in one.operation.lines if sku != VOUCHER})
            for one in self.exchanges
            if one.operation.kind == "reserve"
        }

    @cached_property
    def buried(self) -> set[str]:
        """Return the orders and products with a usable event that is dead. Their right ending does
        not follow from the logs.
        """
        return {
            produced.key
            for identity, produced in self.events.items()
            if produced.dead is None
            and (letter := self.found.events.get(identity)) is not None
            and letter.state == "dead"
        }


def _in_arena(operation: Operation) -> bool:
    return bool(operation.lines) and all(is_arena(sku) for sku, _ in operation.lines)


def history(exchanges: Sequence[Exchange], losses: Sequence[Loss] = ()) -> list[Event[Call]]:
    """Return the calls with a possible effect or a telling answer, for the history checker. Each
    loss adds two events: one keeps the state, the other sets it back.
    """
    began = min((one.invoked for one in exchanges), default=0.0)
    # A look at rest can't tell an effect that came late from one that was lost and made again.
    ended = max((one.returned for one in exchanges if one.client != AT_REST), default=0.0)
    met = [loss for loss in losses if loss.gone.until > began and loss.kept.since < ended]
    return [
        *(
            Event(call_of(one), one.invoked, NEVER if one.fate is Fate.UNKNOWN else one.returned)
            for one in exchanges
            if one.fate is not Fate.UNTOUCHED and (one.fate is not Fate.UNKNOWN or one.operation.writes)
        ),
        *(event for loss in met for event in _set_back(loss)),
        *(event for loss in met for one in exchanges for event in _undone(one, loss)),
    ]


def _set_back(loss: Loss) -> Iterator[Event[Call]]:
    for kind, when in (("keep", loss.kept), ("set_back", loss.gone)):
        yield Event(Call(Operation(kind, reference=_name(loss)), ("done",)), when.since, when.until)


def _undone(one: Exchange, loss: Loss) -> Iterator[Event[Call]]:
    """Yield a second, doubtful effect of a call that was under way when everything was set back.
    Others may have seen it before the loss. The answer, if there is one, is about the effect that
    is left.
    """
    if one.operation.writes and one.invoked <= loss.gone.until and _is_under_way(one, loss.gone.since):
        yield Event(Call(one.operation, None, undone_by=_name(loss)), one.invoked, doubtful=True)


def _is_under_way(one: Exchange, moment: float) -> bool:
    return one.fate is Fate.UNKNOWN or one.returned >= moment


def _name(loss: Loss) -> str:
    """Return a unique name of the loss: one loss is over before the next begins."""
    return f"{loss.fault} at {loss.gone.since}"


def as_one_line(exchange: Exchange) -> Exchange:
    """Return the call with one line of one unit, for the specification of one SKU. A partial cancel
    leaves that unit.
    """
    lines = (("any", 0 if exchange.operation.kind == "reduce" else 1),)
    return replace(exchange, operation=replace(exchange.operation, lines=lines))


def at_rest(exchanges: Sequence[Exchange], found: Found, losses: Sequence[Loss] = ()) -> list[Exchange]:
    """Return a last look at every order and every adjusted SKU of the clients, as exchanges after
    all others and all losses.
    """
    moments = [*(one.returned for one in exchanges), *(loss.gone.until for loss in losses)]
    moment = max(moments, default=0.0) + 1.0
    looks: dict[Operation, tuple[int, dict[str, object]]] = {}
    lines: dict[str, tuple[tuple[str, int], ...]] = {}
    for one in exchanges:
        operation = one.operation
        if operation.order_id:
            there = found.shop.reservations.get(operation.order_id)
            body: dict[str, object] = {"code": "unknown_reservation"} if there is None else {"status": there.status}
            first = lines.setdefault(operation.order_id, operation.lines)
            looks[Operation("read_order", operation.order_id, first)] = (404 if there is None else 200), body
        elif operation.kind == "adjust":
            looks[Operation("read_stock", lines=((operation.sku, 0),))] = _stock(found, operation.sku)
        elif operation.kind in SETTINGS:
            looks[_look(operation)] = _setting(found, operation.reference)
    # One after the other: at one moment, a search that fails would try every order of them.
    return [
        Exchange(AT_REST, look, moment + number, moment + number, *answer)
        for number, (look, answer) in enumerate(looks.items())
    ]


def _look(operation: Operation) -> Operation:
    return Operation(operation.kind.replace("set", "read"), reference=operation.reference)


def _setting(found: Found, subject: str) -> tuple[int, dict[str, object]]:
    return 200, dict(found.places.get(subject) or found.policies.get(subject, NO_RULES))


def _stock(found: Found, sku: str) -> tuple[int, dict[str, object]]:
    levels = found.shop.stock.get(sku)
    if levels is None:
        return 404, {"code": "unknown_sku"}
    selling = [level for level in levels if level.sells]
    return 200, {
        "quantity_on_hand": sum(level.on_hand for level in selling),
        "quantity_reserved": sum(level.reserved for level in selling),
        "quantity_shortfall": sum(level.shortfall for level in selling),
        "quantity_to_ship": sum(level.to_ship for level in selling),
        "quantity_unsellable": sum(level.on_hand for level in levels if not level.sells),
    }
