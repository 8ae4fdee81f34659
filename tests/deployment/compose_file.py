"""docker-compose.yml as it is written, and as a Compose makes it of variables."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, cast

import yaml

ROOT = Path(__file__).parents[2]
COMPOSE = ROOT / "docker-compose.yml"
CONTENT: dict[str, Any] = yaml.load(COMPOSE.read_text(encoding="utf-8"), yaml.CSafeLoader)
SERVICES: dict[str, dict[str, Any]] = CONTENT["services"]

SECRETS = {
    "POSTGRES_PASSWORD",
    "POSTGRES_OWNER_PASSWORD",
    "POSTGRES_SERVICE_PASSWORD",
    "REDIS_PASSWORD",
    "FLOWER_BASIC_AUTH",
}
"""Variables that have to be set, to nothing where a file holds it or where it is not needed."""
GIVEN = {"COMPOSE_PROFILES": "postgres,redis,kafka"} | dict.fromkeys(SECRETS, "secret")


def interpolated(values: dict[str, str]) -> dict[str, Any]:
    """The file as a Compose makes it of these variables. `podman-compose` in tests/system reads it
    as others do.
    """

    def fill(value: Any) -> Any:
        match value:
            case dict():
                return {key: fill(inner) for key, inner in value.items()}
            case list():
                return [fill(inner) for inner in value]
            case str():
                return substituted(value, values)
            case _:
                return value

    filled = fill(CONTENT)
    for service in filled["services"].values():
        environment = {
            name: values.get(name) if value is None else value for name, value in service.get("environment", {}).items()
        }
        service["environment"] = {name: value for name, value in environment.items() if value is not None}
    return cast("dict[str, Any]", filled)


_INNER = r"\$\{(?:[^{}$]|\$\{[^{}]*\})*\}"
VARIABLE = re.compile(rf"\$(?:(?P<dollar>\$)|\{{(?P<name>\w+)(?P<how>:?[-+?])?(?P<rest>(?:[^{{}}$]|{_INNER})*)\}})")


def substituted(text: str, values: dict[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        if found["dollar"]:
            return "$"
        given, how, rest = values.get(found["name"]), found["how"] or "", found["rest"]
        is_set = bool(given) if how.startswith(":") else given is not None
        if how.endswith("?") and not is_set:
            raise LookupError(f"{found['name']}: {rest}")
        if how.endswith("+"):
            return substituted(rest, values) if is_set else ""
        return (given or "") if is_set or not how.endswith("-") else substituted(rest, values)

    return VARIABLE.sub(value, text)
