"""Faults of Kafka, and of the bridges that read from it."""

import random
import signal
import time

from confluent_kafka import ConsumerGroupTopicPartitions, KafkaException, TopicPartition
from confluent_kafka.admin import AdminClient

from tools.chaos.target import Target
from tools.devstack.processes.children import wait_until
from tools.devstack.processes.process_table import CONSUMER
from tools.shop.messages import ORDERS, PAYMENTS, PRODUCTS

GROUP = "inventory"
SESSION_SECONDS = 6.0
"""The shortest session that the broker permits by default. The bridges of a run are set to it."""
SECOND_BRIDGE = {"INVENTORY_BRIDGE_METRICS_PORT": "0"}
EMPTY_GROUP_SECONDS = 120.0
"""Longest wait for the group to be empty. Kafka may be down again and again meanwhile, and after
each start counts the old members for one more session.
"""


def kill_kafka(target: Target, _: random.Random) -> None:
    target.send("kafka", signal.SIGKILL)


def stop_kafka(target: Target, _: random.Random) -> None:
    """Stop Kafka in an orderly way, for a while."""
    target.stack.stop_process("kafka")
    target.last(3.0)
    target.stack.start_process("kafka")


def rebalance(target: Target, _: random.Random) -> None:
    """Start a second bridge, let it take its share of the partitions, and stop it."""
    with target.second(CONSUMER, SECOND_BRIDGE, settled="assigned"):
        target.last(2.0)


def zombie_bridge(target: Target, _: random.Random) -> None:
    """Freeze a bridge until it has lost its partitions to another one. Then it goes on with the
    messages that it has in hand.
    """
    with target.second(CONSUMER, SECOND_BRIDGE, settled="assigned"):
        with target.frozen("consumer"):
            target.last(SESSION_SECONDS + 2.0)
        target.last(2.0)


def reset_offsets(target: Target, _: random.Random) -> None:
    """Set the offsets back, so that the bridge reads every event again."""
    target.stack.stop_process("consumer")
    try:
        began = time.monotonic()
        if not wait_until(lambda: _rewound(target), seconds=EMPTY_GROUP_SECONDS, interval=0.5):
            raise RuntimeError(f"group {GROUP} could not be set to offset 0 in {time.monotonic() - began:.0f} seconds")
    finally:
        target.stack.start_process("consumer")


def _rewound(target: Target) -> bool:
    """Set the group back to the beginning. Returns False while Kafka is away, or believes that the
    group has members.
    """
    admin = AdminClient({"bootstrap.servers": target.stack.endpoints.kafka_bootstrap_servers, "log_level": 0})
    try:
        topics = admin.list_topics(timeout=3).topics
        beginning = [
            TopicPartition(topic, partition, 0)
            for topic in (PRODUCTS, ORDERS, PAYMENTS)
            for partition in topics[topic].partitions
        ]
        asked = [ConsumerGroupTopicPartitions(GROUP, beginning)]
        [answer] = admin.alter_consumer_group_offsets(asked, request_timeout=3).values()
        return all(partition.error is None for partition in answer.result().topic_partitions)
    except KafkaException:
        return False
