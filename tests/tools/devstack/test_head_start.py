"""Starts of Kafka share an archive: made by one, and never in the way of a start."""

from __future__ import annotations

import fcntl
import logging
from pathlib import Path

import pytest

from tools.devstack.servers.head_start import HeadStart, ensure, head_start
from tools.devstack.servers.together import EmbeddedServers


class Rehearsal:
    """Leaves a file in place of an archive."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.times = 0
        self.failure = failure

    def __call__(self, made: HeadStart) -> None:
        self.times += 1
        made.classes.write_text("classes")
        if self.failure is not None:
            raise self.failure


def test_it_is_made_once_and_again_for_other_jars(tmp_path: Path) -> None:
    rehearsal = Rehearsal()
    for made_of in (["jar 1", "java 1"], ["jar 1", "java 1"], ["jar 2", "java 1"]):
        wanted = head_start(tmp_path, made_of)
        ensure(wanted, rehearsal)
        assert wanted.classes.read_text() == "classes"
    assert rehearsal.times == 2


@pytest.mark.parametrize("failure", [RuntimeError("it ended"), OSError("the disk is full")])
def test_a_rehearsal_that_fails_leaves_nothing_but_a_warning(
    failure: Exception, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    wanted = head_start(tmp_path, ["jar"])
    with caplog.at_level(logging.WARNING):
        ensure(wanted, Rehearsal(failure))
    assert not wanted.is_made
    assert str(failure) in caplog.text
    assert not list(tmp_path.glob("rehearsal-*"))


def test_nobody_waits_for_who_makes_it(tmp_path: Path) -> None:
    wanted, rehearsal = head_start(tmp_path, ["jar"]), Rehearsal()
    with wanted.directory.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ensure(wanted, rehearsal)
    assert rehearsal.times == 0


def test_kafka_starts_from_it_where_it_is_there(servers: EmbeddedServers) -> None:
    """These servers did without it if another process was making it at their start."""
    command = servers.kafka.command
    archives = [word.partition("=")[2] for word in command if word.startswith("-XX:AOTCache=")]
    assert all(Path(archive).stat().st_size > 1_000_000 for archive in archives)
    log = servers.kafka.log.read_text()
    assert "[warning][aot" not in log, "the JVM did not take the archive, or not all of it"
    assert "[error][aot" not in log
