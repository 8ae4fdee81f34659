"""`python -m bridge consume|relay|topics`: the processes between Kafka and PostgreSQL."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping, Sequence

import click
from confluent_kafka import KafkaError, KafkaException

from bridge import metrics
from bridge.consume.consumer import Bridge
from bridge.consume.sending import Dispatch
from bridge.kafka import KafkaFailed
from bridge.process import require_fit_schema, stop_on_signals
from bridge.relay.relay import Relay
from bridge.topics import ensure_topics
from inventory.database.errors import SchemaBehind, SchemaDiffers
from inventory.database.transactions import Database
from inventory.errors import InvalidSettings
from inventory.inbox.events import Operation
from inventory.inbox.insertion import PendingEvent
from inventory.logs.ending import ending_on
from inventory.logs.set_up import set_up
from inventory.process.garbage import spare_all_at_the_end, spare_all_that_is_loaded
from inventory.settings import Settings, settings
from inventory.tracing import choice

logger = logging.getLogger("bridge")


@click.group()
def main() -> None:
    """Domain events from Kafka into the inbox, and outcomes from the outbox to Kafka."""


@main.command()
def consume() -> None:
    """Read the product, order and payment topics into the inbox, and send the stock operations to
    Celery.
    """
    options = _start()
    choice.start(options, "bridge")
    stopping = stop_on_signals()
    metrics.serve_consumer(options.bridge_metrics_port, options.metrics_host)
    database = Database(options.database_url, pool_size=1, name="inventory-bridge")
    try:
        require_fit_schema(database)
        bridge = Bridge(options, database=database, dispatch=_dispatch(options), stopping=stopping)
        spare_all_that_is_loaded()
        bridge.run()
    finally:
        database.dispose()
    logger.info("stopped")


@main.command()
def relay() -> None:
    """Publish the outbox. Any number may run. One at a time is active."""
    options = _start()
    choice.start(options, "relay")
    stopping = stop_on_signals()
    metrics.serve_relay(options.relay_metrics_port, options.metrics_host)
    database = Database(options.database_url, pool_size=1, name="inventory-relay")
    require_fit_schema(database)
    database.dispose()
    publishing = Relay(options, stopping=stopping)
    spare_all_that_is_loaded()
    publishing.run()
    logger.info("stopped")


@main.command()
def topics() -> None:
    """Create the missing topics. Leaves existing topics as they are."""
    options = _start()
    created = ensure_topics(options)
    for name in (*options.topics_heard.values(), options.topic_events):
        click.echo(f"{name}: {'created' if name in created else 'exists'}")


def _start() -> Settings:
    options = settings()
    set_up(options.log_level, options.log_format)
    return options


def _dispatch(options: Settings) -> Dispatch:
    from tasks.dispatch import dispatch  # noqa: PLC0415 - reads the settings when it is imported

    def send(work: Mapping[Operation, Sequence[PendingEvent]]) -> tuple[Sequence[PendingEvent], int]:
        done = dispatch(work, chunk_size=options.chunk_size)
        return done.unsent, done.waiting

    return send


def run() -> None:
    """Run a command. Exit codes: 0 done or told to stop, 1 Kafka failed for good, 2 the settings
    are wrong, 3 the schema is not fit.
    """
    spare_all_at_the_end()
    try:
        with ending_on(InvalidSettings, status=2), ending_on(SchemaBehind, SchemaDiffers, status=3):
            main()
    except KafkaFailed as error:
        logger.error("%s", error)  # noqa: TRY400 - the message says it all
        sys.exit(1)
    except KafkaException as error:
        servers = settings().kafka_bootstrap_servers
        reason = error.args[0].str() if error.args and isinstance(error.args[0], KafkaError) else error
        logger.error("Kafka at %s (KAFKA_BOOTSTRAP_SERVERS) failed: %s", servers, reason)  # noqa: TRY400
        sys.exit(1)


if __name__ == "__main__":
    run()
