"""Podman with storage, networks and containers of its own, and podman-compose on top of it."""

from __future__ import annotations

import os
import re
import resource
import subprocess
from pathlib import Path

import pytest

from tests.system.needs import need

ROOT = Path(__file__).parents[3]
_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
TOOLS = Path(os.environ.get("INVENTORY_CONTAINER_TOOLS") or _CACHE / "inventory-container-tools")
OURS = ("COMPOSE_", "INVENTORY_", "DATABASE_URL", "CELERY_", "KAFKA_", "FLOWER_")
"""Beginnings of variables that compose would prefer to its `.env`: other tests may have set
some.
"""

CONFIGURATION = """\
[containers]
default_ulimits = ["nofile={files}:{files}", "nproc=4096:4096"]
[network]
network_backend = "netavark"
network_config_dir = "{directory}/networks"
[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "runc"
"""

WRAPPER = """\
#!/bin/sh
# Before 4.4 podman knows no other interval for the start of a container (here nobody but the tests
# asks for health anyway), and does not start what requires a container that has another
# requirement. podman-compose starts them in order itself.
for word; do
    shift
    case "$dropped:$word" in
        :--health-startup-interval) dropped=yes ;;
        yes:*) dropped= ;;
        :--requires=*) ;;
        *) set -- "$@" "$word" ;;
    esac
done
exec {podman} "$@"
"""


def need_containers() -> None:
    """Skip the calling test where podman or its input is missing. In CI it fails."""
    need("podman", "runc")
    if (TOOLS / "complete").exists() and os.geteuid() == 0:
        return
    give_up(f"needs root, and wheels and podman-compose below {TOOLS}: run .ci/install.d/containers.sh")


def give_up(sentence: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


class Podman:
    """Everything that it makes is below one directory, and gone after `remove`."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.project = directory.name
        configuration = directory / "containers.conf"
        configuration.write_text(
            CONFIGURATION.format(directory=directory, files=resource.getrlimit(resource.RLIMIT_NOFILE)[1]),
            encoding="utf-8",
        )
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(OURS)},
            "CONTAINERS_CONF": str(configuration),
            "DISABLE_HC_SYSTEMD": "true",  # there may be none to ask for health: the tests ask
            "STORAGE_DRIVER": "overlay",
            "PATH": f"{self._wrapper()}:{os.environ['PATH']}",
        }

    def _wrapper(self) -> Path:
        """A `podman` on PATH that keeps to our directory, for every caller."""
        place = self.directory / "bin"
        place.mkdir(exist_ok=True)
        real = subprocess.run(["which", "podman"], capture_output=True, text=True, check=True).stdout.strip()
        options = f"--root {self.directory}/storage --runroot {self.directory}/run --tmpdir {self.directory}/tmp"
        (place / "podman").write_text(WRAPPER.format(podman=f"{real} {options}"), encoding="utf-8")
        (place / "podman").chmod(0o755)
        return place

    def try_to(self, *words: str | Path, seconds: float = 120) -> subprocess.CompletedProcess[str]:
        command = ["podman", *map(str, words)]
        return subprocess.run(
            command, env=self.environment, capture_output=True, text=True, check=False, cwd=ROOT, timeout=seconds
        )

    def __call__(self, *words: str | Path, seconds: float = 120) -> str:
        """Return podman's output. Fail with it when it fails."""
        ran = self.try_to(*words, seconds=seconds)
        assert ran.returncode == 0, f"podman {' '.join(map(str, words))}\n{ran.stdout[-4_000:]}\n{ran.stderr[-4_000:]}"
        return ran.stdout

    def compose(self, env_file: Path, *words: str) -> list[str]:
        """Return the command of podman-compose for our file."""
        program = str(TOOLS / "python/bin/podman-compose")
        file = ("--env-file", str(env_file), "--file", str(ROOT / "docker-compose.yml"))
        return [program, "--project-name", self.project, *file, *words]

    def cannot_run(self, image: str) -> str | None:
        """Return why no container can be run here under a limit of memory, None if one can."""
        ran = self.try_to(
            "run", "--rm", "--memory", "64m", image, "sh", "-c", "cat /sys/fs/cgroup/memory*/memory.limit_in_bytes"
        )
        if ran.returncode == 0 and re.search(r"^67108864$", ran.stdout, re.MULTILINE):
            return None
        ran = self.try_to("run", "--rm", "--memory", "64m", image, "cat", "/sys/fs/cgroup/memory.max")
        if ran.returncode == 0 and ran.stdout.strip() == "67108864":
            return None
        return (
            f"podman can't run containers with a limit of memory on this machine: {(ran.stderr or ran.stdout).strip()}"
        )

    def remove(self) -> None:
        """Stop and remove everything."""
        self.try_to("rm", "--all", "--force", "--time", "0")
        for network in self.try_to("network", "ls", "--quiet").stdout.split():
            if network != "podman":
                self.try_to("network", "rm", "--force", network)
        self.try_to("system", "reset", "--force")
