"""The Dockerfile takes along everything that a process needs, and nothing else."""

from __future__ import annotations

import re
import tomllib

from tests.deployment.compose_file import ROOT, SERVICES

DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
LAST_STAGE = DOCKERFILE[DOCKERFILE.rindex("\nFROM ") :]
PACKAGES: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"][
    "targets"
]["wheel"]["packages"]


def test_every_package_of_the_wheel_is_copied() -> None:
    copied = re.findall(r"^COPY (\w+) \1$", DOCKERFILE, re.MULTILINE)
    assert sorted(copied) == sorted(PACKAGES)


def test_every_stage_begins_from_the_image_that_is_given() -> None:
    """An image may be named by its digest. Without one it is Compose's base without
    PYTHON_IMAGE.
    """
    begins = re.findall(r"^FROM (\S+)(?: AS (\w+))?$", DOCKERFILE, re.MULTILINE)
    assert {image for image, _ in begins} == {"${PYTHON_IMAGE}"} | {name for _, name in begins if name} - {
        "wheel",
        "installed",
    }
    [default] = re.findall(r"^ARG PYTHON_IMAGE=(\S+)$", DOCKERFILE, re.MULTILINE)
    for service in SERVICES.values():
        if "build" in service:
            assert service["build"]["args"] == {"PYTHON_IMAGE": f"${{PYTHON_IMAGE:-{default}}}"}


def test_what_is_copied_is_let_through() -> None:
    let_through = set(
        re.findall(r"^!([\w./-]+?)(?:/\*\*)?$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE)
    )
    copied = {name for line in re.findall(r"^COPY (?!--)(.*) \S+$", DOCKERFILE, re.MULTILINE) for name in line.split()}
    assert copied == let_through
    assert all((ROOT / name).exists() for name in copied)


def test_everything_from_outside_is_checked_by_hash() -> None:
    for install in re.findall(r"pip (?:install|wheel) .*", DOCKERFILE):
        assert "--require-hashes" in install or "--no-deps" in install
    assert "--requirement requirements.lock" in DOCKERFILE


def test_the_image_runs_as_nobody_special() -> None:
    users = re.findall(r"^USER (\d+):(\d+)$", LAST_STAGE, re.MULTILINE)
    assert users
    assert all(int(number) >= 10_000 for number in users[-1])
    assert "pip" not in LAST_STAGE
