"""The client log: each request to the service, its times and its answer, as the client saw them.
JSON lines.
"""

import json
from dataclasses import asdict, dataclass
from enum import Enum, auto
from pathlib import Path
from threading import Lock
from typing import Any, Generic, Self, TypeVar

from tools.chaos.load.assortment import PLACES, RULES

Entry = TypeVar("Entry")

UNAVAILABLE = 503
TOO_MANY = 429
LONG_HOLD = 86_400
"""Seconds of a hold. Longer than any run."""
KAFKA = "kafka"
"""Client name of the orders that are sent over Kafka, where nobody answers."""


class Fate(Enum):
    """The caller's knowledge of an effect, after the answer or without one."""

    ACKNOWLEDGED = auto()
    REFUSED = auto()
    """No effect, because of the state of the stock or the order: 4xx."""
    UNTOUCHED = auto()
    """No effect: the service says so (503 or 429, "nothing was changed"), or refuses the
    connection.
    """
    UNKNOWN = auto()
    """A possible effect: at any time after the request was sent, once, or never."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One call of the API. `kind` is one of the cases of `request`, or a step that only the checks
    know. Fields that a kind does not need stay empty.
    """

    kind: str
    order_id: str = ""
    lines: tuple[tuple[str, int], ...] = ()
    """SKUs and quantities. For an adjustment or a count, the one SKU and the difference."""
    reference: str = ""
    """Reference of an adjustment, a count or a move. Id of a parcel, a return or a partial cancel.
    Name of the place or SKU that is set.
    """
    way: tuple[str, ...] = ()
    """The two ends of a move or of units that are reassigned, or the one place of a count, a parcel
    or a return.
    """
    value: str = ""
    """The state that is set, the number that a count expects, `strict` for a move that keeps
    promises, or the state of goods that came back.
    """

    @property
    def sku(self) -> str:
        """Return the SKU of the only line."""
        [(sku, _)] = self.lines
        return sku

    @property
    def quantity(self) -> int:
        """Return the quantity of the only line."""
        [(_, quantity)] = self.lines
        return quantity

    @property
    def writes(self) -> bool:
        return not self.kind.startswith("read")

    def request(self) -> tuple[str, str, dict[str, Any] | None]:
        """Return method, path and body."""
        match self.kind:
            case "reserve":
                items = [{"sku": sku, "quantity": quantity} for sku, quantity in self.lines]
                # Long, so that no hold ends by itself while its history is written.
                return "POST", "/v1/reservations", {"order_id": self.order_id, "items": items, "ttl_seconds": LONG_HOLD}
            case "confirm" | "release" | "cancel":
                return "POST", f"/v1/reservations/{self.order_id}/{self.kind}", {}
            case "adjust":
                body = {"delta": self.quantity, "reason": "correction", "reference": self.reference}
                return "POST", f"/v1/stock/{self.sku}/adjustments", body
            case "count":
                return "POST", f"/v1/stock/{self.sku}/adjustments", self._count()
            case "move":
                return "POST", f"/v1/stock/{self.sku}/moves", self._move()
            case "read_order":
                return "GET", f"/v1/reservations/{self.order_id}", None
            case "read_stock":
                return "GET", f"/v1/stock/{self.sku}", None
        return self._goods()

    def _goods(self) -> tuple[str, str, dict[str, Any] | None]:
        match self.kind:
            case "dispatch":
                return "POST", f"/v1/reservations/{self.order_id}/dispatches", self._parcel()
            case "return":
                return "POST", f"/v1/reservations/{self.order_id}/returns", self._back()
            case "reduce":
                body = {"cancel_id": self.reference, "items": self._items()}
                return "POST", f"/v1/reservations/{self.order_id}/cancel", body
            case "reassign":
                source, destination = self.way
                body = {"sku": self.sku, "from": source, "to": destination}
                return "POST", f"/v1/reservations/{self.order_id}/reassign", body
        return self._setting()

    def _setting(self) -> tuple[str, str, dict[str, Any] | None]:
        match self.kind:
            case "set_place":
                return "PUT", f"/v1/locations/{self.reference}", PLACES[self.value]
            case "set_policy":
                return "PUT", f"/v1/skus/{self.reference}/policy", RULES[self.value]
            case "read_place":
                return "GET", f"/v1/locations/{self.reference}", None
            case "read_policy":
                return "GET", f"/v1/skus/{self.reference}/policy", None
        raise ValueError(f"no such call: {self.kind}")

    def _count(self) -> dict[str, Any]:
        [location] = self.way
        expected = int(self.value)
        return {
            "counted": expected + self.quantity,
            "expected_counted": expected,
            "location": location,
            "reason": "cycle_count",
            "reference": self.reference,
        }

    def _parcel(self) -> dict[str, Any]:
        return {"dispatch_id": self.reference, "items": self._items()}

    def _back(self) -> dict[str, Any]:
        items = [{**item, "disposition": self.value} for item in self._items()]
        return {"return_id": self.reference, "items": items}

    def _items(self) -> list[dict[str, Any]]:
        named = dict(zip(("location",), self.way, strict=False))
        return [{"sku": sku, "quantity": quantity, **named} for sku, quantity in self.lines]

    def _move(self) -> dict[str, Any]:
        source, destination = self.way
        return {
            "from": source,
            "to": destination,
            "quantity": self.quantity,
            "reason": "relocated",
            "reference": self.reference,
            "strict": self.value == "strict",
        }


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer: `status` and `body`, or the `failure` that came instead. Times
    are monotonic seconds.
    """

    client: str
    operation: Operation
    invoked: float
    returned: float
    status: int | None = None
    body: Any = None
    failure: str | None = None

    @property
    def code(self) -> str:
        """Return the stable code of a problem document, empty for any other answer."""
        return str(self.body.get("code", "")) if isinstance(self.body, dict) else ""

    @property
    def fate(self) -> Fate:
        if self.status is None:
            return Fate.UNTOUCHED if self.failure == ConnectionRefusedError.__name__ else Fate.UNKNOWN
        if self.status in {UNAVAILABLE, TOO_MANY}:
            return Fate.UNKNOWN if self.code == "outcome_unknown" else Fate.UNTOUCHED
        if self.status >= 500:  # noqa: PLR2004 - HTTP's class of server errors
            return Fate.UNKNOWN
        return Fate.REFUSED if self.status >= 400 else Fate.ACKNOWLEDGED  # noqa: PLR2004 - and of client errors

    @classmethod
    def from_json(cls, line: dict[str, Any]) -> Self:
        """Return the exchange of a line of the log. JSON made lists of its tuples."""
        operation = line["operation"]
        lines = tuple((sku, quantity) for sku, quantity in operation["lines"])
        told = {**operation, "lines": lines, "way": tuple(operation["way"])}
        return cls(**{**line, "operation": Operation(**told)})


@dataclass(frozen=True, slots=True)
class Produced:
    """One event, sent to Kafka `copies` times. `dead` is the reason of its dead letter, for a bad
    event.
    """

    source: str
    id: str
    topic: str
    type: str
    key: str
    copies: int
    dead: str | None = None


class JsonLines(Generic[Entry]):
    """A file of entries of one kind, a line each. Any thread may write."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="utf-8", buffering=1)
        self._lock = Lock()

    def write(self, entry: Entry) -> None:
        line = json.dumps(asdict(entry), separators=(",", ":"))  # type: ignore[call-overload]  # all of ours are dataclasses
        with self._lock:
            self._file.write(line + "\n")

    def close(self) -> None:
        self._file.close()


def exchanges(path: Path) -> list[Exchange]:
    """Return the exchanges of a client log, in the order of their answers."""
    with path.open(encoding="utf-8") as lines:
        return [Exchange.from_json(json.loads(line)) for line in lines]


def produced(path: Path) -> list[Produced]:
    """Return the events of the log of the producers."""
    with path.open(encoding="utf-8") as lines:
        return [Produced(**json.loads(line)) for line in lines]
