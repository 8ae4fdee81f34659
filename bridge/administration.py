"""Questions to Kafka about topics, asked again where no broker could answer just then.

librdkafka asks once which broker answers such questions. While Kafka names none, or a partition has
another leader since, librdkafka keeps its old belief. A call then waits until its time is over, or
fails at once, and so does each later call, for minutes after Kafka is back. So a failure of that
kind is followed by a look at the brokers that Kafka names now, and by the question again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from concurrent.futures import Future
from typing import TypeVar

from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # public, but not marked as exported
    AdminClient,
    ClusterMetadata,
)

from bridge.kafka import MAX_ANSWER_SECONDS, Config

About = TypeVar("About")
Told = TypeVar("Told")

RETRY_SECONDS = 0.2
LEAST_SECONDS = 0.01
BELIEVED_SECONDS = 1.0
"""Time for an answer from the broker that answered the last question. Another broker may answer by
now.
"""

PASSING = frozenset(
    {
        # Of the client: no broker is there, none is named, or its cache names none.
        KafkaError._TRANSPORT,  # noqa: SLF001 - public, in spite of its name, and so are those below
        KafkaError._ALL_BROKERS_DOWN,  # noqa: SLF001
        KafkaError._TIMED_OUT,  # noqa: SLF001
        KafkaError._TIMED_OUT_QUEUE,  # noqa: SLF001
        KafkaError._NOENT,  # noqa: SLF001
        KafkaError._PARTIAL,  # noqa: SLF001
        KafkaError._UNKNOWN_BROKER,  # noqa: SLF001
        # Of a broker: another broker answers this question now, or will in a moment.
        KafkaError.BROKER_NOT_AVAILABLE,
        KafkaError.COORDINATOR_NOT_AVAILABLE,
        KafkaError.COORDINATOR_LOAD_IN_PROGRESS,
        KafkaError.FENCED_LEADER_EPOCH,
        KafkaError.LEADER_NOT_AVAILABLE,
        KafkaError.NETWORK_EXCEPTION,
        KafkaError.NOT_CONTROLLER,
        KafkaError.NOT_COORDINATOR,
        KafkaError.NOT_LEADER_FOR_PARTITION,
        KafkaError.OFFSET_NOT_AVAILABLE,
        KafkaError.REPLICA_NOT_AVAILABLE,
        KafkaError.REQUEST_TIMED_OUT,
        KafkaError.STALE_CTRL_EPOCH,
        KafkaError.UNKNOWN_LEADER_EPOCH,
    }
)
"""Errors that end when Kafka has a controller and partitions have leaders again."""


class Administration:
    """An `AdminClient` that is asked again while Kafka is away for a moment."""

    def __init__(self, config: Config) -> None:
        # A question about a topic must not create it.
        self._config = config | {"allow.auto.create.topics": False}
        self.client = AdminClient(self._config)
        self._is_new = True
        self._is_up_to_date = False

    def metadata(self, *, seconds: float) -> ClusterMetadata:
        """Return the brokers and topics of Kafka, once it has a controller. Raises `KafkaException`
        after `seconds` without one.
        """
        until = time.monotonic() + seconds
        while True:
            try:
                found = self._look(None, until)
            except KafkaException as error:
                if not is_passing(error) or time.monotonic() + RETRY_SECONDS >= until:
                    raise
            else:
                self._is_up_to_date = True
                return found
            time.sleep(RETRY_SECONDS)

    def ask(
        self,
        about: Iterable[About],
        question: Callable[[list[About], float], Mapping[About, Future[Told]]],
        *,
        topics: Collection[str],
        seconds: float,
        insist: bool = False,
        passing: Collection[int] = (),
    ) -> dict[About, Told | KafkaException]:
        """Return an answer or an error for each of `about`, within `seconds`.

        `question` gets the items without an answer, and the time that it may take. `topics` are the
        topics of the items. The question is asked again once the client knows the brokers that
        answer now. With `insist` it is asked until the time is over, as long as the errors are
        passing ones or have a code of `passing`.
        """
        until = time.monotonic() + seconds
        open_, answers = list(about), dict[About, Told | KafkaException]()
        while open_:
            looks = not self._is_up_to_date
            try:
                if looks:
                    for topic in topics or (None,):
                        self._look(topic, until)
                told = _answers(question(open_, _left(until, most=MAX_ANSWER_SECONDS if looks else BELIEVED_SECONDS)))
            except KafkaException as error:
                answers |= dict.fromkeys(open_, error)
            else:
                answers |= told
            open_ = [each for each in open_ if is_passing(answers[each], passing)]
            self._is_up_to_date = not open_
            if open_ and looks:
                if not insist or time.monotonic() + RETRY_SECONDS >= until:
                    break
                time.sleep(RETRY_SECONDS)
        return answers

    def _look(self, topic: str | None, until: float) -> ClusterMetadata:
        """Have the client learn the brokers, and the leaders of this topic, or of all topics."""
        left = _left(until) if self._is_new else _left(until, most=BELIEVED_SECONDS)
        try:
            found = self.client.list_topics(*([topic] if topic else []), timeout=left)
        except KafkaException:
            self._begin_again()
            raise
        if found.controller_id < 0:
            self._begin_again()
            raise KafkaException(KafkaError(KafkaError.BROKER_NOT_AVAILABLE, "Kafka names no controller"))
        self._is_new = False
        return found

    def _begin_again(self) -> None:
        """Take a new client. A client without brokers forgets all, and may never connect again."""
        self.client = AdminClient(self._config)
        self._is_new = True


def is_passing(answer: object, passing: Collection[int] = ()) -> bool:
    """Return True for an error that may be gone in a moment."""
    if not isinstance(answer, KafkaException):
        return False
    error: KafkaError = answer.args[0]
    if error.code() == KafkaError.INVALID_REPLICATION_FACTOR:
        return "fenced" in error.str()  # there are brokers enough, and Kafka counts none of them for the moment
    return error.code() in PASSING or error.code() in passing


def _answers(asked: Mapping[About, Future[Told]]) -> dict[About, Told | KafkaException]:
    answers: dict[About, Told | KafkaException] = {}
    for about, future in asked.items():
        try:
            answers[about] = future.result()
        except KafkaException as error:
            answers[about] = error
    return answers


def _left(until: float, *, most: float = float("inf")) -> float:
    return max(LEAST_SECONDS, min(most, until - time.monotonic()))
