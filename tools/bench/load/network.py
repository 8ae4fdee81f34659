"""Several hosts on one machine: network namespaces on a virtual switch. Needs root and iproute2."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from typing import Self


class NotPossible(RuntimeError):
    """A thing that was asked for can't be done on this machine. The message tells why."""


class Network:
    """A switch with this machine as `address`, and hosts. They see each other and this machine, but
    not its loopback.
    """

    def __init__(self, number: int) -> None:
        """Describe a network. `number`, from 0 to 255, tells it from others on this machine."""
        self.name = f"inv{number}"
        self._subnet = f"10.213.{number}"
        self._hosts: dict[str, str] = {}

    @property
    def address(self) -> str:
        return f"{self._subnet}.1"

    def __enter__(self) -> Self:
        if os.geteuid() != 0 or shutil.which("ip") is None:
            raise NotPossible("several hosts need root and the command `ip` (Debian package iproute2)")
        _ip("link", "add", self.name, "type", "bridge")
        _ip("address", "add", f"{self.address}/24", "dev", self.name)
        _ip("link", "set", self.name, "up")
        return self

    def __exit__(self, *_: object) -> None:
        for host in self._hosts:
            _ip("netns", "delete", self._namespace(host))
        _ip("link", "delete", self.name)

    def add(self, host: str) -> str:
        """Add a host. Returns its address."""
        number = len(self._hosts) + 2
        namespace, here, there = self._namespace(host), f"{self.name}h{number}", f"{self.name}g{number}"
        self._hosts[host] = f"{self._subnet}.{number}"
        _ip("netns", "add", namespace)
        _ip("link", "add", here, "type", "veth", "peer", "name", there, "netns", namespace)
        _ip("link", "set", here, "master", self.name, "up")
        for command in (
            ("address", "add", f"{self._hosts[host]}/24", "dev", there),
            ("link", "set", there, "up"),
            ("link", "set", "lo", "up"),
        ):
            _ip("-netns", namespace, *command)
        return self._hosts[host]

    def on(self, host: str, command: Sequence[str]) -> list[str]:
        """Return the command that runs `command` on a host."""
        return [_IP, "netns", "exec", self._namespace(host), *command]

    def _namespace(self, host: str) -> str:
        return f"{self.name}-{host}"


_IP = shutil.which("ip") or "ip"


def _ip(*arguments: str) -> None:
    subprocess.run([_IP, *arguments], check=True)
