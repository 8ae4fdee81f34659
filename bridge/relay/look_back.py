"""The newest outcomes in Kafka. A relay compares them with the outcomes that PostgreSQL remembers
to have announced (ADR 0023).
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from confluent_kafka import KafkaError, KafkaException

from bridge.relay.outcomes import outcomes
from inventory.database.lineage import Announced
from inventory.settings import Settings

logger = logging.getLogger(__name__)

NEWEST = 20
"""The number of outcomes of each partition that are read. Nearly always one would do: PostgreSQL
loses its last changes first.
"""
MAX_CREDIBLE_EPOCH = 5_000_000_000
"""In seconds, some 158 years. Another program that writes to the topic can't use up the digits."""
MAX_ID = 2**63 - 1
_REFUSED = {KafkaError.TOPIC_AUTHORIZATION_FAILED, KafkaError.GROUP_AUTHORIZATION_FAILED}


def newest_outcomes(settings: Settings, *, alive: Callable[[], None]) -> list[Announced]:
    """Read the newest outcomes of each partition. Raises `KafkaException` when Kafka does not
    answer, and the errors of `alive`.

    Returns nothing, and logs that, if the relay may write to its topic but not read it.
    """
    try:
        read = [
            Announced.of(outbox_id, int(event["sequence"]), str(event.get("id")))
            for event, outbox_id in outcomes(settings, newest=NEWEST, alive=alive)
            if outbox_id is not None
        ]
    except KafkaException as error:
        if error.args[0].code() not in _REFUSED:
            raise
        logger.warning(
            "%s can't be read, so it is not known whether PostgreSQL was set back: %s", settings.topic_events, error
        )
        return []
    return [one for one in read if one.outbox_id <= MAX_ID and one.epoch <= MAX_CREDIBLE_EPOCH]
