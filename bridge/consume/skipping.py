"""Messages that are passed over: the names that they are counted by, and their log lines."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence

from bridge.decode.decode import Decoded, Skipped, Tombstone
from bridge.decode.unusable import shown
from inventory.inbox.decoded import Origin
from inventory.partitions.skipped_types import OTHERS, TOMBSTONES, Sight

logger = logging.getLogger(__name__)


def passed_over(decoded: Iterable[Decoded]) -> Iterator[tuple[Origin, str]]:
    """Yield the place of each message with nothing to store, and the type that it is counted by."""
    for each in decoded:
        if isinstance(each, Skipped):
            yield each.origin, each.type
        elif isinstance(each, Tombstone):
            yield each.origin, TOMBSTONES


def tell(seen: Sequence[Sight]) -> None:
    """Log each type that was never seen before, once, so that a misspelt type of ours is found."""
    for topic, type_ in seen:
        if type_ == TOMBSTONES:
            logger.info("records of %s without a value are passed over", topic)
        elif type_ == OTHERS:
            logger.warning("%s has so many types of events that further ones are counted together", topic)
        else:
            logger.info("events of type %s in %s are not ours, and passed over", shown(type_), topic)
