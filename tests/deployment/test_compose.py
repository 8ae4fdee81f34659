"""docker-compose.yml says nothing that the code does not know, and runs what `make up` runs."""

from __future__ import annotations

import importlib
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from celery.bin import beat, control, worker
from celery.bin.celery import celery as celery_command
from celery.worker.control import Panel
from flower.command import is_flower_envvar, is_flower_option

from bridge.__main__ import main as bridge_command
from devstack.process_table import PROCESSES, SETUP
from inventory import progress
from inventory.cli import commands as inventory_command
from inventory.settings import Settings

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "docker-compose.yml"
CONTENT: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = CONTENT["services"]
SERVERS = {"postgres", "redis", "kafka"}
OURS = sorted(SERVICES.keys() - SERVERS)
ONE_SHOT = {"migrate": SETUP["migrations"], "topics": SETUP["topics"]}
RUNNING = sorted(SERVICES.keys() - ONE_SHOT.keys())

SECRETS = {"POSTGRES_PASSWORD", "REDIS_PASSWORD", "FLOWER_BASIC_AUTH"}
REQUIRED = r"\$\{\w+:\?[^}]+\}"
"""A variable without which Compose refuses to start."""

CELERY_COMMANDS: dict[str, click.Command] = {"worker": worker.worker, "beat": beat.beat}


def test_it_is_a_compose_file() -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    ran = subprocess.run(check, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


# What runs.


def test_it_runs_what_make_up_runs() -> None:
    expected = {process.name: list(process.command) for process in PROCESSES}
    expected |= {name: list(command) for name, command in ONE_SHOT.items()}
    assert {name: SERVICES[name]["command"] for name in OURS} == {
        name: [in_a_container(word) for word in command] for name, command in expected.items()
    }


def in_a_container(word: str) -> str:
    """A word of the process table, with what differs inside a container: directories, and who may connect."""
    word = word.replace("{directory}", "/tmp").replace("{flower_port}", "5555")
    return word.replace("--address=127.0.0.1", "--address=0.0.0.0")


@pytest.mark.parametrize("name", OURS)
def test_its_commands_exist_and_take_their_options(name: str) -> None:
    understood(SERVICES[name]["command"])


@pytest.mark.parametrize("name", sorted(set(RUNNING) - SERVERS))
def test_its_health_checks_exist_and_take_their_options(name: str) -> None:
    kind, *command = SERVICES[name]["healthcheck"]["test"]
    words = shlex.split(command[0].replace("$$HOSTNAME", "host")) if kind == "CMD-SHELL" else command
    if words[:2] == ["python", "-c"]:
        compile(words[2], name, "exec")
    elif words[:3] == ["python", "-m", "inventory.progress"]:
        progress.parse([*words[3:], "--file", SERVICES[name]["environment"][progress.FILE_VARIABLE]])
    else:
        understood(words)


def test_a_flag_that_nobody_knows_is_found() -> None:
    for line in ("python -m celery -A tasks.app worker --quues stock", "python -m bridge consumes", "inventory migrat"):
        with pytest.raises((click.UsageError, AssertionError)):
            understood(line.split())


def understood(command: list[str]) -> None:
    """Fail unless the code has this command, with these options."""
    match command:
        case ["inventory", *arguments]:
            parse(inventory_command, arguments)
        case ["python", "-m", "bridge", *arguments]:
            parse(bridge_command, arguments)
        case ["python", "-m", "celery", "-A", "tasks.app", "flower", *options]:
            assert "flower" in celery_command.commands
            assert all(is_flower_option(option) for option in options)
        case ["python", "-m", "celery", "-A", "tasks.app", "inspect", *options, question]:
            parse(control.inspect, options)
            assert question in Panel.meta
        case ["python", "-m", "celery", "-A", "tasks.app", name, *arguments]:
            assert find_spec("tasks.app")
            parse(CELERY_COMMANDS[name], arguments)
        case ["python", "-m", "gunicorn", *_]:
            assert find_spec("gunicorn")  # the next test has gunicorn itself check the rest
        case _:
            pytest.fail(f"nobody knows the command {command}")


def parse(command: click.Command, arguments: list[str]) -> None:
    """Have click check the words against the command's options; a group's are followed by one of its commands."""
    left = command.make_parser(click.Context(command)).parse_args(list(arguments))[1]
    if isinstance(command, click.Group):
        found = command.get_command(click.Context(command), left[0])
        assert found is not None, f"{command.name} has no command {left[0]}"
        parse(found, left[1:])
    else:
        assert left == [], f"{command.name} does not take {left}"


def test_gunicorn_takes_the_configuration_and_the_application() -> None:
    command = [sys.executable, *SERVICES["api"]["command"][1:], "--check-config"]
    environment = {**os.environ, **{name: str(value) for name, value in SERVICES["api"]["environment"].items()}}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr


# What it is told.


def known_variables() -> set[str]:
    """The environment variables that the settings read."""
    prefix = Settings.model_config["env_prefix"]
    return {str(field.validation_alias or f"{prefix}{name}".upper()) for name, field in Settings.model_fields.items()}


@pytest.mark.parametrize("name", OURS)
def test_its_variables_are_read_by_the_code(name: str) -> None:
    for variable in SERVICES[name]["environment"]:
        assert variable in known_variables() or (name == "flower" and is_flower_envvar(variable)), variable


@pytest.mark.parametrize("name", OURS)
def test_its_variables_are_valid_settings(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, value in SERVICES[name]["environment"].items():
        monkeypatch.setenv(variable, re.sub(REQUIRED, "secret", value))
    told = Settings()
    assert told.database_url == "postgresql+psycopg://inventory:secret@postgres:5432/inventory"
    assert told.broker_url == "redis://:secret@redis:6379/0"


@pytest.mark.parametrize("name", sorted(set(RUNNING) - SERVERS - {"flower"}))
def test_what_makes_no_progress_is_killed_so_that_it_is_restarted(name: str) -> None:
    check = SERVICES[name]["healthcheck"]
    assert check["test"][:5] == ["CMD", "python", "-m", "inventory.progress", "--or-kill"]
    # A stopped API keeps the question waiting, and a killed process is waited for: the check must live to see it.
    assert seconds(check["timeout"]) > progress.HTTP_SECONDS + progress.LAST_WORDS_SECONDS + 2


def seconds(duration: str) -> int:
    return int(duration.removesuffix("s"))


def test_the_port_that_the_api_is_asked_at_is_its_own() -> None:
    api = SERVICES["api"]
    assert api["healthcheck"]["test"][-1] == f"http://127.0.0.1:{api['environment']['INVENTORY_API_PORT']}/healthz"


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield f"{key}: {inner}" if isinstance(inner, str) else str(key)
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


def test_its_secrets_come_from_outside_and_have_no_defaults() -> None:
    texts = [text.replace("$$", "") for text in strings(CONTENT)]  # "$$" is a dollar for the shell in the container
    assert {name for text in texts for name in re.findall(r"\$\{?(\w+)", text)} == SECRETS
    for text in texts:
        assert text.count("$") == len(re.findall(REQUIRED, text)), text
        if re.match(r"\w*(PASSWORD|AUTH)\w*: ", text):
            assert re.fullmatch(rf"\w+: {REQUIRED}", text), text


# How it stands.


@pytest.mark.parametrize("name", RUNNING)
def test_what_runs_for_long_is_watched_and_comes_back(name: str) -> None:
    service = SERVICES[name]
    assert service["restart"] == "unless-stopped"
    assert service["healthcheck"]["test"]
    assert service["stop_grace_period"]
    assert service["deploy"]["resources"]["limits"]["memory"]


@pytest.mark.parametrize("name", OURS)
def test_our_processes_have_no_rights_they_do_not_need(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not {"privileged", "user", "cap_add", "volumes", "network_mode"} & service.keys()


def test_only_the_api_is_published_and_flower_on_this_machine() -> None:
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "api": ["8000:8000"],
        "flower": ["127.0.0.1:5555:5555"],
    }


def test_nothing_starts_before_what_it_needs() -> None:
    for name, service in SERVICES.items():
        for needed, how in service.get("depends_on", {}).items():
            expected = "service_completed_successfully" if needed in ONE_SHOT else "service_healthy"
            assert how == {"condition": expected}, name
    needs = {name: set(SERVICES[name].get("depends_on", {})) for name in OURS}
    assert all("migrate" in needs[name] for name in ("api", "worker", "sweeper", "housekeeper", "consumer", "relay"))
    assert all("topics" in needs[name] for name in ("consumer", "relay"))
    assert all("redis" in needs[name] for name in ("worker", "sweeper", "housekeeper", "beat", "consumer", "flower"))


def test_a_worker_may_finish_its_task() -> None:
    tasks = importlib.import_module("tasks.app")
    for name in ("worker", "sweeper"):
        assert int(SERVICES[name]["stop_grace_period"].rstrip("s")) > tasks.app.conf.task_time_limit


def test_every_server_keeps_its_data() -> None:
    for name in SERVERS:
        [mounted] = SERVICES[name]["volumes"]
        assert mounted.partition(":")[0] in CONTENT["volumes"]
    assert "noeviction" in SERVICES["redis"]["command"]
    assert SERVICES["redis"]["command"][1:3] == ["--appendonly", "yes"]
