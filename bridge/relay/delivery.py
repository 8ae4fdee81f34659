"""The rows on their way to Kafka, and its answers so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from confluent_kafka import KafkaError
from confluent_kafka import Message as KafkaMessage

from inventory.outbox.announced import KafkaPlace
from inventory.outbox.store import OutboxRow


class DeliveryFailed(Exception):
    """Kafka refused an outcome."""


@dataclass(slots=True)
class Delivery:
    """The answers of Kafka so far about the rows that are on their way to it."""

    rows: list[OutboxRow] = field(default_factory=list)
    acknowledged: dict[int, KafkaPlace] = field(default_factory=dict)
    failures: list[KafkaError] = field(default_factory=list)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)
    """First and last offset of the acknowledged rows, by topic and partition."""

    def note(self, id_: int, error: KafkaError | None, message: KafkaMessage) -> None:
        if error is None:
            partition, offset = message.partition() or 0, message.offset() or 0
            self.acknowledged[id_] = KafkaPlace(partition, offset)
            place = f"{message.topic()}/{partition}"
            first, last = self.places.get(place, (offset, offset))
            self.places[place] = min(first, offset), max(last, offset)
        else:
            self.failures.append(error)

    def give_up(self, reason: str) -> None:
        self.failures.append(KafkaError(KafkaError._MSG_TIMED_OUT, reason))  # noqa: SLF001 - public, in spite of its name

    @property
    def ended(self) -> bool:
        return bool(self.failures) or len(self.acknowledged) == len(self.rows)

    def settled(self) -> list[OutboxRow]:
        """Return the acknowledged rows below the first one without acknowledgement. The rows above
        that one are sent again, after it.
        """
        settled: list[OutboxRow] = []
        for row in self.rows:
            if row.id not in self.acknowledged:
                break
            settled.append(row)
        return settled
