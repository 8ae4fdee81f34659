"""Bound the time that the embedded Kafka waits for a silent node."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.devstack.servers.kafka import Kafka


@pytest.mark.parametrize(
    ("left", "milliseconds"),
    [
        pytest.param([], 9_000, id="nothing: it may stand still on a busy machine"),
        pytest.param([".lock"], 3_000, id="by a kill: its successor waits for its end"),
        pytest.param([".lock", ".kafka_cleanshutdown"], 9_000, id="by an orderly stop"),
    ],
)
def test_how_long_a_session_lasts_after_what_was_left(tmp_path: Path, left: list[str], milliseconds: int) -> None:
    server = Kafka(tmp_path)
    server.prepare()
    for name in left:
        (server.directory / "data" / name).touch()
    server.prepare()
    assert f"broker.session.timeout.ms={milliseconds}\n" in (server.directory / "server.properties").read_text()
