"""Allow a Kafka client the properties of INVENTORY_KAFKA_CONFIG that the library takes as well."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Set as AbstractSet
from pathlib import Path

import confluent_kafka
import pytest
from confluent_kafka import Consumer, Producer

from bridge.kafka import admin_config, alone_config, consumer_config, look_config, producer_config
from bridge.kafka_properties import BOUNDED, COMPRESSIONS, REFUSED, Bounds
from inventory.errors import InvalidSettings
from inventory.settings import Settings

CONFIGS = (consumer_config, look_config, alone_config, producer_config, admin_config)
GUIDE = Path(__file__).parents[2] / "docs/kafka.md"


def told(**properties: str) -> Settings:
    return Settings(database_url="postgresql://localhost/x", kafka_config=properties)


@pytest.fixture(scope="module")
def aliases(tmp_path_factory: pytest.TempPathFactory) -> AbstractSet[tuple[str, str]]:
    """Pairs of names that mean the same, as the library itself tells them."""
    path = tmp_path_factory.mktemp("librdkafka") / "properties"
    directory = Path(confluent_kafka.__file__).parent.parent / "confluent_kafka.libs"
    librdkafka, libc = ctypes.CDLL(str(next(directory.glob("librdkafka*")))), ctypes.CDLL(None)
    libc.fopen.restype = ctypes.c_void_p
    written = ctypes.c_void_p(libc.fopen(str(path).encode(), b"w"))
    librdkafka.rd_kafka_conf_properties_show(written)
    libc.fclose(written)
    pairs = re.findall(r"^(\S+) .*Alias for `(\S+?)`", path.read_text(), re.MULTILINE)
    return {*pairs, *((meant, name) for name, meant in pairs)}


@pytest.mark.parametrize(
    "name",
    [
        "enable.auto.offset.store",
        "enable.auto.commit",
        "auto.offset.reset",
        "partition.assignment.strategy",
        "group.id",
        "bootstrap.servers",
        "enable.idempotence",
        "acks",
        "message.timeout.ms",
        "isolation.level",
        "transactional.id",
        "group.instance.id",
        "delivery.report.only.error",
        "partitioner",
        "enable.partition.eof",
        "topic.blacklist",
        "metadata.recovery.strategy",
        "retries",
        "request.required.acks",
        "delivery.timeout.ms",
        "metadata.broker.list",
        "auto.commit.enable",
    ],
)
def test_what_the_guarantees_rest_on_cannot_be_set(name: str) -> None:
    for config in CONFIGS:
        with pytest.raises(InvalidSettings, match=f"must not set {re.escape(name)}: "):
            config(told(**{name: "x"}))


def test_no_other_name_of_these_properties_can_be_set(aliases: AbstractSet[tuple[str, str]]) -> None:
    assert ("acks", "request.required.acks") in aliases
    assert ("fetch.message.max.bytes", "max.partition.fetch.bytes") in aliases
    for name, meant in aliases:
        if meant in REFUSED or meant in BOUNDED:
            with pytest.raises(InvalidSettings, match=f"must (not )?set {re.escape(name)}"):
                admin_config(told(**{name: "x"}))


@pytest.mark.parametrize(("name", "bounds"), BOUNDED.items())
def test_a_property_keeps_to_its_bounds(name: str, bounds: Bounds) -> None:
    for beyond in (str(bounds.least - 1), str(bounds.most + 1), "", "much", "1e3", "0x1000", " 5000", "\u0665"):
        for config in CONFIGS:
            with pytest.raises(InvalidSettings, match=f"{re.escape(name)} to a number from {bounds.least} to "):
                config(told(**{name: beyond}))


@pytest.mark.parametrize(("name", "bounds"), BOUNDED.items())
def test_clients_can_be_made_within_the_bounds(name: str, bounds: Bounds) -> None:
    for within in {bounds.least, bounds.most}:
        settings = told(**{name: str(within)})
        Consumer(consumer_config(settings)).close()
        Consumer(look_config(settings)).close()
        Consumer(alone_config(settings)).close()
        Producer(producer_config(settings)).poll(0)


def test_another_name_takes_the_place_of_the_default() -> None:
    """Both in one configuration would let their order decide."""
    assert producer_config(told(**{"linger.ms": "0.5"}))["queue.buffering.max.ms"] == "0.5"
    config = consumer_config(told(**{"max.partition.fetch.bytes": "1000"}))
    assert config["fetch.message.max.bytes"] == "1000"
    assert "max.partition.fetch.bytes" not in config


def test_outcomes_are_compressed_as_either_setting_says() -> None:
    assert producer_config(told())["compression.codec"] == "gzip"
    for name in ("compression.type", "compression.codec"):
        config = producer_config(told(**{name: "LZ4"}))
        assert config["compression.codec"] == "LZ4"
        assert "compression.type" not in config
        Producer(config).poll(0)
        with pytest.raises(InvalidSettings, match=f"{name} to one of none, gzip, snappy, lz4, zstd, not 'brotli'"):
            producer_config(told(**{name: "brotli"}))
    for known in COMPRESSIONS:
        Producer(producer_config(Settings(database_url="postgresql://localhost/x", compression_type=known))).poll(0)
    both = {"compression.codec": "zstd", "compression.type": "zstd"}
    Settings(database_url="postgresql://localhost/x", kafka_config=both, compression_type="zstd")


def test_other_properties_reach_every_client() -> None:
    settings = told(**{"security.protocol": "SASL_SSL", "sasl.password": "hush", "session.timeout.ms": "20000"})
    for config in CONFIGS:
        assert config(settings)["security.protocol"] == "SASL_SSL"
    assert consumer_config(settings)["session.timeout.ms"] == "20000"
    assert "hush" not in repr(settings)


def test_the_guide_lists_them() -> None:
    rows = re.findall(r"^\| (`[^|]+) \|(?: ([\d,]+) to ([\d,]+) \|)? (.+) \|$", GUIDE.read_text(), re.MULTILINE)
    refused = {names.split("`")[1]: why for names, least, _, why in rows if not least}
    bounded = {names.split("`")[1]: (least, most, why) for names, least, most, why in rows if least}
    assert refused == REFUSED
    assert bounded == {name: (f"{one.least:,}", f"{one.most:,}", one.why) for name, one in BOUNDED.items()}
