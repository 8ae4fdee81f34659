"""The addresses of a stack, and their changes by the user's environment."""

import socket
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from tools.devstack.endpoints import Endpoints, broker_addresses, flower_auth, kafka_addresses, port_for
from tools.devstack.launcher import accepts
from tools.devstack.machine.ports import free_ports


def test_flowers_password_is_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    made = flower_auth(tmp_path, {})
    assert flower_auth(tmp_path, {}) == made
    assert stat.S_IMODE((tmp_path / "flower-auth").stat().st_mode) == 0o600


def test_flowers_password_can_be_given(tmp_path: Path) -> None:
    assert flower_auth(tmp_path, {"FLOWER_BASIC_AUTH": "me:mine"}) == "me:mine"
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_the_environment_demands_beats_the_usual_one() -> None:
    demanded, usual = free_ports(2)
    assert port_for("api", {"INVENTORY_API_PORT": str(demanded)}, {"api": usual}) == demanded
    assert port_for("api", {}, {"api": usual}) == usual


def test_of_several_brokers_one_is_waited_for() -> None:
    assert broker_addresses("redis://:secret@one/0") == ["one:6379"]
    assert broker_addresses("sentinel://one:1;sentinel://two") == ["one:1", "two:26379"]
    assert broker_addresses("amqp://user:secret@one/vhost") == ["one:5672"]
    assert broker_addresses("redis+socket:///run/redis.sock") == []


@pytest.mark.parametrize(
    ("url", "waited_for"),
    [
        ("postgresql+psycopg://me@db/shop", ["db:5432"]),
        ("postgresql://db/shop?connect_timeout=3", ["db:5432"]),
        ("postgresql:///shop", ["localhost:5432"]),
        ("postgresql://me@/shop?host=db", ["db:5432"]),
        ("postgresql://a,b:5433/shop", ["a:5432,b:5433"]),
        ("postgresql://[::1]/shop", ["::1:5432"]),
        ("postgresql:///shop?host=/run/postgresql", []),
    ],
)
def test_a_database_without_a_port_is_waited_for_at_the_usual_one(
    tmp_path: Path, url: str, waited_for: list[str]
) -> None:
    here = replace(ENDPOINTS, directory=tmp_path, database_url=url)
    assert here.dependencies == [*waited_for, "redis:6379", "kafka:9092"]


@pytest.mark.parametrize(
    ("given", "addresses"),
    [
        ("kafka", ["kafka:9092"]),
        ("SASL_SSL://one:9094, two", ["one:9094", "two:9092"]),
        ("[::1]", ["[::1]:9092"]),
        ("[::1]:9094", ["[::1]:9094"]),
    ],
)
def test_kafka_without_a_port_is_waited_for_at_the_usual_one(given: str, addresses: list[str]) -> None:
    assert kafka_addresses(given) == addresses


def test_an_address_of_version_6_is_waited_for() -> None:
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as server:
        port = server.getsockname()[1]
        assert accepts(f"[::1]:{port}")
        assert accepts(f"::1:{port}")


ENDPOINTS = Endpoints(
    directory=Path(),
    database_url="postgresql://db/shop",
    broker_url="redis://redis/0",
    kafka_bootstrap_servers="kafka",
    api_host="127.0.0.1",
    api_port=1,
    authentication="open",
    flower_port=2,
    flower_auth="me:mine",
    bridge_metrics_port=3,
    relay_metrics_port=4,
)
