"""What a stack listens on, and what the user's environment changes of it."""

import stat
from pathlib import Path

from devstack.endpoints import broker_addresses, flower_auth, port_for
from devstack.ports import free_ports


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
