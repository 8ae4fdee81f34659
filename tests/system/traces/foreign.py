"""OpenTelemetry's own Collector. It hands on to ours all that it has understood."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.collector import Collector
from tools.devstack.machine.ports import free_ports
from tools.devstack.processes.children import last_lines, spawn, wait_until

_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
TOOLS = Path(os.environ.get("INVENTORY_COLLECTOR_TOOLS") or _CACHE / "inventory-collector-tools")
SECONDS = 60
# Nothing waits within it: it answers a sender as the collector behind it answers.
CONFIGURATION = """
receivers:
  otlp:
    protocols:
      http: {{endpoint: "127.0.0.1:{port}"}}
exporters:
  otlp_http:
    endpoint: {behind}
    sending_queue: {{enabled: false}}
    retry_on_failure: {{enabled: false}}
service:
  pipelines:
    traces: {{receivers: [otlp], exporters: [otlp_http]}}
"""


def need_collector() -> None:
    """Skip the calling test where the Collector is missing. In CI it fails."""
    if (TOOLS / "complete").exists():
        return
    sentence = f"needs OpenTelemetry's Collector below {TOOLS}: run .ci/install.d/collector.sh"
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


class ForeignCollector(Collector):
    """Spans come to `url` of OpenTelemetry's Collector. This one has them from there."""

    def __init__(self, directory: Path) -> None:
        super().__init__()
        self._directory = directory
        (self._foreign_port,) = free_ports(1)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._foreign_port}"

    def start(self) -> None:
        super().start()
        file, log = self._directory / "collector.yml", self._directory / "collector.log"
        file.write_text(CONFIGURATION.format(port=self._foreign_port, behind=super().url), encoding="ascii")
        self._process = spawn([str(TOOLS / "collector"), f"--config={file}"], log=log)
        assert wait_until(self._listens, seconds=SECONDS), last_lines(log)

    def stop(self) -> None:
        if self._process is not None:
            self.answering.set()
            self._process.terminate()
            self._process.wait(SECONDS)
            self._process = None
        super().stop()

    def _listens(self) -> bool:
        with socket.socket() as client:
            return client.connect_ex(("127.0.0.1", self._foreign_port)) == 0


@contextmanager
def collecting_behind(directory: Path) -> Iterator[Collector]:
    """OpenTelemetry's Collector, and ours behind it."""
    need_collector()
    collector = ForeignCollector(directory)
    collector.start()
    try:
        yield collector
    finally:
        collector.stop()
