"""docker-compose.yml says nothing unknown to the code, and runs the processes of `make up`."""

from __future__ import annotations

import importlib
import os
import re
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import click
import pytest
from celery.bin import beat, control, worker
from celery.bin.celery import celery as celery_command
from celery.worker.control import Panel
from flower.command import is_flower_envvar, is_flower_option

from bridge.__main__ import main as bridge_command
from inventory.cli.root import commands as inventory_command
from inventory.process import killing, liveness
from inventory.settings import Settings, documented
from tasks.flower.login import MAY_BE_IN_FILES
from tests.deployment.compose_file import COMPOSE, CONTENT, GIVEN, ROOT, SECRETS, SERVICES, VARIABLE, interpolated
from tools.devstack.processes.process_table import PROCESSES, SETUP

SERVERS = {"postgres", "redis", "kafka"}
ROLES = "roles"
"""The work done once as PostgreSQL's superuser: another program than ours (test_roles.py)."""
OURS = sorted(SERVICES.keys() - SERVERS - {ROLES})
GRANTS = ("inventory", "roles", "--service", "inventory_service", "--reader", "inventory_reader")
ONE_SHOT = {"migrate": SETUP["migrations"], "topics": SETUP["topics"], "grants": GRANTS}
AS_OWNER = {"migrate", "grants"}
RUNNING = sorted(SERVICES.keys() - ONE_SHOT.keys() - {ROLES})

CELERY_COMMANDS: dict[str, click.Command] = {"worker": worker.worker, "beat": beat.beat}


def test_it_is_a_compose_file() -> None:
    check = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    ran = subprocess.run(check, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


# Processes.


def test_it_runs_what_make_up_runs() -> None:
    expected = {process.name: list(process.command) for process in PROCESSES}
    expected |= {name: list(command) for name, command in ONE_SHOT.items()}
    assert {name: SERVICES[name]["command"] for name in OURS} == {
        name: [in_a_container(word) for word in command] for name, command in expected.items()
    }


def in_a_container(word: str) -> str:
    """A word of the process table, with the differences inside a container: directories, and who
    may connect.
    """
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
        killing.parse([*words[3:], "--file", SERVICES[name]["environment"][liveness.FILE_VARIABLE]])
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
        case ["python", "-m", "celery", "--quiet", *others]:
            understood(["python", "-m", "celery", *others])
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
    """Have click check the words against the command's options. A group's are followed by one of
    its commands.
    """
    left = command.make_parser(click.Context(command)).parse_args(list(arguments))[1]
    if isinstance(command, click.Group):
        found = command.get_command(click.Context(command), left[0])
        assert found is not None, f"{command.name} has no command {left[0]}"
        parse(found, left[1:])
    else:
        assert left == [], f"{command.name} does not take {left}"


@pytest.mark.parametrize("name", ["api", "console"])
def test_gunicorn_takes_the_configuration_and_the_application(name: str) -> None:
    command = [sys.executable, *SERVICES[name]["command"][1:], "--check-config"]
    environment = {**os.environ, **interpolated(GIVEN)["services"][name]["environment"]}
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=ROOT)
    assert ran.returncode == 0, ran.stderr


# Environments.


def known_variables() -> set[str]:
    """The environment variables that the settings read."""
    prefix = Settings.model_config["env_prefix"]
    return {str(field.validation_alias or f"{prefix}{name}".upper()) for name, field in Settings.model_fields.items()}


@pytest.mark.parametrize("name", OURS)
def test_its_variables_are_read_by_the_code(name: str) -> None:
    for variable in SERVICES[name]["environment"]:
        known = variable in known_variables() or variable.removesuffix("_FILE") in MAY_BE_SECRET
        flowers = name == "flower" and is_flower_envvar(variable.removesuffix("_FILE"))
        assert known or flowers, variable


@pytest.mark.parametrize("name", OURS)
def test_every_setting_reaches_it(name: str) -> None:
    """A new setting fails here: add it to `x-environment` and to .env.example, or say
    below why not.
    """
    environment = SERVICES[name]["environment"]
    told = known_variables() | {f"{variable}_FILE" for variable in MAY_BE_SECRET}
    assert sorted(told - FIXED.keys() - OF_ONE.keys() - environment.keys()) == []
    assert {variable for variable in OF_ONE if variable in environment} == {
        variable for variable, owner in OF_ONE.items() if owner == name
    }
    for variable in told & environment.keys():
        expected = {None, FIXED[variable]} if variable in FIXED else passed_on(variable, owner=name in AS_OWNER)
        assert environment[variable] in expected, variable


OF_ONE = dict.fromkeys(("INVENTORY_CONSOLE_METRICS_TOKEN", "INVENTORY_CONSOLE_METRICS_TOKEN_FILE"), "console")
"""Variables that one service alone is told. This one opens pages."""
FIXED = {
    "INVENTORY_PROGRESS_FILE": "/tmp/progress",
    "INVENTORY_METRICS_HOST": "0.0.0.0",
    "INVENTORY_API_HOST": "0.0.0.0",
    "INVENTORY_API_PORT": "8000",
    "INVENTORY_BRIDGE_METRICS_PORT": "9101",
    "INVENTORY_RELAY_METRICS_PORT": "9102",
    "INVENTORY_WORKER_METRICS_PORT": "9103",
    "INVENTORY_BEAT_METRICS_PORT": "9104",
    "INVENTORY_CONSOLE_HOST": "0.0.0.0",
    "INVENTORY_CONSOLE_PORT": "8010",
    "INVENTORY_CONSOLE_METRICS_PORT": "9105",
    "INVENTORY_CONSOLE_TARGETS": ",".join(
        f"http://{name}:{port}/metrics"
        for name, port in {
            "api": 8000,
            "consumer": 9101,
            "relay": 9102,
            "worker": 9103,
            "sweeper": 9103,
            "housekeeper": 9103,
            "beat": 9104,
        }.items()
    ),
}
"""Values that are the same in every container, so that others find it: nobody chooses it by
.env.
"""
MAY_BE_SECRET = {setting.variable for setting in documented() if setting.may_be_secret}


def passed_on(variable: str, *, owner: bool) -> set[str | None]:
    """The ways for Compose to hand on a variable of .env."""
    if variable in BUILT:
        return {(OWNERS if owner else BUILT)[variable]}
    if variable.endswith("_FILE"):
        return {f"${{{variable}:+/run/secrets/{secret_of(variable.removesuffix('_FILE'), owner=owner)}}}"}
    return {None}  # as it is there, or not at all


BUILT = {
    "DATABASE_URL": "${DATABASE_URL-postgresql+psycopg://inventory_service:${POSTGRES_SERVICE_PASSWORD-}@postgres:5432/inventory}",
    "CELERY_BROKER_URL": "${CELERY_BROKER_URL-redis://:${REDIS_PASSWORD-}@redis:6379/0}",
    "KAFKA_BOOTSTRAP_SERVERS": "${KAFKA_BOOTSTRAP_SERVERS:-kafka:9092}",
    "INVENTORY_FLOWER_URL": "${INVENTORY_FLOWER_URL-http://127.0.0.1:5555}",
}
OWNERS_URL = "postgresql+psycopg://inventory_owner:${POSTGRES_OWNER_PASSWORD-}@postgres:5432/inventory"
OWNERS = BUILT | {"DATABASE_URL": f"${{OWNER_DATABASE_URL-${{DATABASE_URL-{OWNERS_URL}}}}}"}
"""For who migrates, and gives the service's role its rights."""


def secret_of(variable: str, *, owner: bool = False) -> str:
    secret = variable.removeprefix("INVENTORY_").lower()
    return f"owner_{secret}" if owner and variable == "DATABASE_URL" else secret


def test_what_the_guides_tell_of_flower_reaches_it() -> None:
    """A new variable of Flower in a guide fails here: Compose has to pass it on."""
    guides = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    told = {name for guide in guides for name in re.findall(r"\bFLOWER_\w+", guide.read_text(encoding="utf-8"))}
    assert told >= {"FLOWER_BASIC_AUTH", "FLOWER_BROKER_API", "FLOWER_BROKER_API_FILE"}
    environment = SERVICES["flower"]["environment"]
    assert sorted(told - environment.keys()) == []
    assert {f"{variable}_FILE" for variable in MAY_BE_IN_FILES} <= environment.keys() & told
    api = "http://me:mine@rabbitmq:15672/api/"
    passed = interpolated(GIVEN | {"FLOWER_BROKER_API": api})["services"]["flower"]["environment"]
    assert passed["FLOWER_BROKER_API"] == api


@pytest.mark.parametrize("name", OURS)
def test_a_file_with_a_secret_reaches_it(name: str) -> None:
    files = [variable.removesuffix("_FILE") for variable in SERVICES[name]["environment"] if variable.endswith("_FILE")]
    owner = name in AS_OWNER
    expected = {secret_of(variable, owner=owner) for variable in files if f"{variable}_FILE" not in FIXED}
    assert set(SERVICES[name]["secrets"]) == expected
    for variable in MAY_BE_SECRET:
        assert CONTENT["secrets"][secret_of(variable)] == {"file": f"${{{variable}_FILE:-/dev/null}}"}


# The file .env.


EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", OURS)
def test_its_variables_are_valid_settings(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for variable, value in interpolated(GIVEN)["services"][name]["environment"].items():
        monkeypatch.setenv(variable, value)
    told = Settings()
    role = "inventory_owner" if name in AS_OWNER else "inventory_service"
    assert told.database_url == f"postgresql+psycopg://{role}:secret@postgres:5432/inventory"
    assert told.broker_url == "redis://:secret@redis:6379/0"
    assert told.kafka_bootstrap_servers == "kafka:9092"


def test_servers_of_ones_own_are_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql://me:mine@there/shop\n", encoding="ascii")
    mine = {"DATABASE_URL": "", "DATABASE_URL_FILE": str(tmp_path / "url"), "CELERY_BROKER_URL": "sentinel://a:26379"}
    options = {"INVENTORY_CELERY_TRANSPORT_OPTIONS": '{"master_name": "shop"}', "INVENTORY_HOLD_SECONDS": "77"}
    nothing = dict.fromkeys(SECRETS, "") | {"COMPOSE_PROFILES": "kafka"}
    content = interpolated(nothing | mine | options)
    assert content["secrets"]["database_url"]["file"] == str(tmp_path / "url")
    environment = content["services"]["worker"]["environment"]
    assert environment["DATABASE_URL_FILE"] == "/run/secrets/database_url"
    for variable, value in (environment | {"DATABASE_URL_FILE": str(tmp_path / "url")}).items():
        monkeypatch.setenv(variable, value)
    told = Settings()
    assert told.database_url == "postgresql+psycopg://me:mine@there/shop"
    assert (told.broker_url, told.hold_seconds) == ("sentinel://a:26379", 77)


@pytest.mark.parametrize("missing", sorted(GIVEN))
def test_nothing_starts_without_what_has_to_be_said(missing: str) -> None:
    with pytest.raises(LookupError, match=f"{missing}: set it to "):
        interpolated({name: value for name, value in GIVEN.items() if name != missing})


def test_the_example_names_every_variable_with_what_holds_without_it() -> None:
    set_in_it = dict(re.findall(r"^(\w+)=(.*)$", EXAMPLE, re.MULTILINE))
    assert set_in_it == {"COMPOSE_PROFILES": "postgres,redis,kafka"} | dict.fromkeys(SECRETS, "")
    commented = re.findall(r"^#(\w+)=(.*)$", EXAMPLE, re.MULTILINE)
    assert len(dict(commented)) == len(commented)
    defaults = {setting.variable: setting.default for setting in documented() if setting.variable not in FIXED}
    defaults |= dict.fromkeys(set(MAY_BE_IN_FILES) - SECRETS, "")
    for setting in MAY_BE_SECRET | SECRETS | set(MAY_BE_IN_FILES) | {"OWNER_DATABASE_URL", "POSTGRES_READER_PASSWORD"}:
        defaults[f"{setting}_FILE"] = ""
    for found in VARIABLE.finditer(COMPOSE.read_text(encoding="utf-8")):
        if found["how"] in {"-", ":-"} and not found["name"].endswith("_FILE") and found["name"] not in SECRETS:
            defaults[found["name"]] = found["rest"].replace("-}", "}")
    defaults["OWNER_DATABASE_URL"] = OWNERS_URL.replace("-}", "}")  # without a DATABASE_URL
    assert dict(commented) == defaults


def test_each_server_has_a_profile_and_nothing_else_has_one() -> None:
    of_postgres = {name: ["postgres"] for name in ("roles", "grants")}  # those of one's own server are one's own, too
    assert {name: service["profiles"] for name, service in SERVICES.items() if "profiles" in service} == {
        name: [name] for name in SERVERS
    } | of_postgres


def test_metrics_are_reached_from_other_containers() -> None:
    for name, variable in {
        "consumer": "INVENTORY_BRIDGE_METRICS_PORT",
        "relay": "INVENTORY_RELAY_METRICS_PORT",
        "worker": "INVENTORY_WORKER_METRICS_PORT",
        "sweeper": "INVENTORY_WORKER_METRICS_PORT",
        "housekeeper": "INVENTORY_WORKER_METRICS_PORT",
        "beat": "INVENTORY_BEAT_METRICS_PORT",
        "console": "INVENTORY_CONSOLE_METRICS_PORT",
    }.items():
        assert SERVICES[name]["environment"]["INVENTORY_METRICS_HOST"] == "0.0.0.0"
        assert SERVICES[name]["expose"] == [SERVICES[name]["environment"][variable]]


def test_kafka_tells_clients_outside_an_address_at_which_they_reach_it() -> None:
    kafka = interpolated(GIVEN | {"KAFKA_EXTERNAL_HOST": "shop.example", "KAFKA_EXTERNAL_PORT": "19094"})["services"][
        "kafka"
    ]
    assert "EXTERNAL://shop.example:19094" in kafka["environment"]["KAFKA_ADVERTISED_LISTENERS"].split(",")
    assert kafka["ports"] == ["127.0.0.1:19094:9094"]


@pytest.mark.parametrize("name", sorted(set(RUNNING) - SERVERS - {"flower"}))
def test_what_makes_no_progress_is_killed_so_that_it_is_restarted(name: str) -> None:
    check = SERVICES[name]["healthcheck"]
    assert check["test"][:5] == ["CMD", "python", "-m", "inventory.progress", "--or-kill"]
    # A stopped API keeps the question waiting, and a killed process is waited for: the check must
    # live to see it.
    assert seconds(check["timeout"]) > killing.HTTP_SECONDS + killing.LAST_WORDS_SECONDS + 2


def seconds(duration: str) -> int:
    return int(duration.removesuffix("s"))


@pytest.mark.parametrize("name", ["api", "console"])
def test_the_port_that_it_is_asked_at_is_its_own(name: str) -> None:
    asked = SERVICES[name]
    port = asked["environment"][f"INVENTORY_{name.upper()}_PORT"]
    assert asked["healthcheck"]["test"][-1] == f"http://127.0.0.1:{port}/healthz"


def test_no_secret_stands_in_it() -> None:
    for service in SERVICES.values():
        for variable, value in service.get("environment", {}).items():
            if re.search("PASSWORD|AUTH$", variable):
                assert VARIABLE.fullmatch(value), variable


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


def test_nothing_is_published_but_on_this_machine() -> None:
    services = interpolated(GIVEN)["services"]
    assert {name: service["ports"] for name, service in services.items() if "ports" in service} == {
        "api": ["127.0.0.1:8000:8000"],
        "console": ["127.0.0.1:8010:8010"],
        "flower": ["127.0.0.1:5555:5555"],
        "kafka": ["127.0.0.1:9094:9094"],
    }


def test_nothing_starts_before_what_it_needs() -> None:
    for name, service in SERVICES.items():
        for needed, how in service.get("depends_on", {}).items():
            # A server of one's own is not in the file, and not waited for.
            condition = "service_healthy" if needed in SERVERS else "service_completed_successfully"
            optional = "profiles" in SERVICES[needed] and SERVICES[needed]["profiles"] != service.get("profiles")
            assert how == {"condition": condition} | ({"required": False} if optional else {}), name
    needs = {name: set(SERVICES[name].get("depends_on", {})) for name in OURS}
    working = ("api", "console", "worker", "sweeper", "housekeeper", "consumer", "relay")
    assert all({"migrate", "grants"} <= needs[name] for name in working)
    assert {"postgres", "roles"} <= needs["migrate"]
    assert "migrate" in needs["grants"]
    assert all("topics" in needs[name] for name in ("consumer", "relay"))
    assert all("redis" in needs[name] for name in ("worker", "sweeper", "housekeeper", "beat", "consumer", "flower"))


def test_a_worker_may_finish_its_task() -> None:
    tasks = importlib.import_module("tasks.app")
    for name in ("worker", "sweeper"):
        stopped_after = interpolated(GIVEN)["services"][name]["stop_grace_period"]
        assert seconds(stopped_after) > tasks.app.conf.task_time_limit


def test_every_server_keeps_its_data() -> None:
    for name in SERVERS:
        [mounted] = SERVICES[name]["volumes"]
        assert mounted.partition(":")[0] in CONTENT["volumes"]
    *_, script = SERVICES["redis"]["command"]
    assert "--maxmemory-policy noeviction" in script
    assert "--appendonly yes" in script


def test_redis_does_not_start_without_a_password(tmp_path: Path) -> None:
    """As its shell does it, with another program in the place of the server."""
    (tmp_path / "redis-server").write_text('#!/bin/sh\necho "$@"\n', encoding="ascii")
    (tmp_path / "redis-server").chmod(0o755)
    (tmp_path / "password").write_text("from a file\n", encoding="ascii")
    for environment, said in [
        ({"REDIS_PASSWORD": "given", "REDIS_PASSWORD_FILE": ""}, "--requirepass given"),
        ({"REDIS_PASSWORD": "", "REDIS_PASSWORD_FILE": str(tmp_path / "password")}, "--requirepass from a file"),
        ({"REDIS_PASSWORD": "", "REDIS_PASSWORD_FILE": ""}, "REDIS_PASSWORD is empty"),
    ]:
        command = [word.replace("$$", "$") for word in SERVICES["redis"]["command"]]
        path = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
        ran = subprocess.run(command, env=path | environment, capture_output=True, text=True, check=False)
        assert said in ran.stdout + ran.stderr
        assert (ran.returncode == 0) == ("--requirepass" in said)
