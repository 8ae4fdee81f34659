"""Flower's secrets from files, and no login that is nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from inventory.errors import InvalidSettings
from tasks.flower.login import take


def test_the_login_may_be_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "login").write_text("operator:secret\n", encoding="ascii")
    environment = {"FLOWER_BASIC_AUTH": "", "FLOWER_BASIC_AUTH_FILE": str(tmp_path / "login"), "PATH": "/bin"}
    take(environment)
    assert environment == {"FLOWER_BASIC_AUTH": "operator:secret", "PATH": "/bin"}
    take(environment)
    assert environment["FLOWER_BASIC_AUTH"] == "operator:secret"


@pytest.mark.parametrize("file", [{}, {"FLOWER_BASIC_AUTH_FILE": ""}, {"FLOWER_BASIC_AUTH_FILE": "/dev/null"}])
def test_a_login_that_is_nothing_is_refused(file: dict[str, str]) -> None:
    with pytest.raises(InvalidSettings, match="FLOWER_BASIC_AUTH"):
        take({"FLOWER_BASIC_AUTH": ""} | file)


def test_a_login_that_is_given_twice_is_refused() -> None:
    with pytest.raises(InvalidSettings, match="leave one of them out"):
        take({"FLOWER_BASIC_AUTH": "a:b", "FLOWER_BASIC_AUTH_FILE": __file__})


def test_the_api_of_the_broker_may_be_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "api").write_text("http://me:mine@rabbitmq:15672/api/\n", encoding="ascii")
    environment = {"FLOWER_BROKER_API": "", "FLOWER_BROKER_API_FILE": str(tmp_path / "api")}
    take(environment)
    assert environment == {"FLOWER_BROKER_API": "http://me:mine@rabbitmq:15672/api/"}
    with pytest.raises(InvalidSettings, match="leave one of them out"):
        take(environment | {"FLOWER_BROKER_API_FILE": str(tmp_path / "api")})


def test_an_api_of_the_broker_that_is_nothing_is_none() -> None:
    environment = {"FLOWER_BROKER_API": "", "FLOWER_BROKER_API_FILE": ""}
    take(environment)
    assert environment == {}


def test_who_gives_none_is_left_alone() -> None:
    environment = {"PATH": "/bin"}
    take(environment)
    assert environment == {"PATH": "/bin"}
