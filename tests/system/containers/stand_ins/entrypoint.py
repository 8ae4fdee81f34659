"""Stands for the entry points of the official images, as far as docker-compose.yml needs them. With
the embedded servers.
"""

from __future__ import annotations

import os
import shlex
import socket
import subprocess
import sys
from pathlib import Path

POSTGRES_UID = 998
POSTGRES = Path("/opt/postgresql/bin")
KAFKA_HOME = Path("/opt/kafka")


def become(*command: str) -> None:
    os.execvp(command[0], command)


def postgresql() -> None:
    """Make the data as the official image does: a superuser with a password, and everybody asked
    for it.
    """
    password, file = os.environ.get("POSTGRES_PASSWORD", ""), os.environ.get("POSTGRES_PASSWORD_FILE", "")
    if password and file:
        sys.exit("error: both POSTGRES_PASSWORD and POSTGRES_PASSWORD_FILE are set (but are exclusive)")
    password = Path(file).read_text(encoding="utf-8").rstrip("\n") if file else password
    if not password:
        sys.exit("Error: Database is uninitialized and superuser password is not specified.")
    data = Path("/var/lib/postgresql/18/docker")
    made = (data / "PG_VERSION").exists()
    data.mkdir(parents=True, exist_ok=True)
    os.chown(data, POSTGRES_UID, POSTGRES_UID)
    data.chmod(0o700)
    os.chown("/tmp", POSTGRES_UID, POSTGRES_UID)
    os.setgroups([])
    os.setgid(POSTGRES_UID)
    os.setuid(POSTGRES_UID)
    user, database = os.environ["POSTGRES_USER"], os.environ["POSTGRES_DB"]
    if not made:
        secret = Path("/tmp/password")
        secret.write_text(password, encoding="utf-8")
        options = shlex.split(os.environ["POSTGRES_INITDB_ARGS"])
        initdb = [str(POSTGRES / "initdb"), "-D", str(data), "-U", user, f"--pwfile={secret}", "-A", "scram-sha-256"]
        subprocess.run([*initdb, "--no-sync", *options], check=True)
        with (data / "pg_hba.conf").open("a", encoding="utf-8") as rules:
            rules.write("host all all all scram-sha-256\n")
        single = [str(POSTGRES / "postgres"), "--single", "-D", str(data), "postgres"]
        subprocess.run(single, input=f'CREATE DATABASE "{database}"\n', text=True, check=True)
    become(
        str(POSTGRES / "postgres"), "-D", str(data), "-c", "listen_addresses=*", "-c", "unix_socket_directories=/tmp"
    )


def kafka() -> None:
    """Have Kafka's own wrapper make the configuration of the variables, as in the official image.
    Then format, and run it.
    """
    classpath = f"{KAFKA_HOME}/libs/*"
    java = [
        "/opt/java/bin/java",
        *shlex.split(os.environ.get("KAFKA_HEAP_OPTS", "")),
        "-XX:+UseSerialGC",
        "-cp",
        classpath,
    ]
    empty, final = Path("/tmp/empty"), Path("/tmp/config")
    for directory in (empty, final):
        directory.mkdir(exist_ok=True)
    for name in ("server.properties", "log4j2.yaml", "tools-log4j2.yaml"):
        (empty / name).touch()
    places = [
        "--default-configs-dir",
        str(empty),
        "--mounted-configs-dir",
        str(empty),
        "--final-configs-dir",
        str(final),
    ]
    subprocess.run([*java, "kafka.docker.KafkaDockerWrapper", "setup", *places], check=False)
    properties = final / "server.properties"
    log = f"-Dlog4j2.configurationFile=file:{KAFKA_HOME}/log4j2.properties"
    cluster = ["format", "-t", "5L6g3nShT-eMCtK--X86sw", "-c", str(properties), "--ignore-formatted"]
    subprocess.run([*java, log, "kafka.tools.StorageTool", *cluster], check=True)
    become(*java[:-2], log, "-cp", classpath, "kafka.Kafka", str(properties))


def redis_cli() -> None:
    """Print the answer of Redis to the words given."""
    with socket.create_connection(("127.0.0.1", 6379), timeout=2) as connection:
        words = (
            [["AUTH", os.environ["REDISCLI_AUTH"]], sys.argv[2:]] if os.environ.get("REDISCLI_AUTH") else [sys.argv[2:]]
        )
        for command in words:
            connection.sendall(f"{shlex.join(command)}\r\n".encode())
            print(connection.recv(1_000).decode().strip())  # noqa: T201


def kafka_answers() -> None:
    """Ask for the versions of its interface, as `kafka-broker-api-versions.sh` does."""
    host, _, port = sys.argv[-1].rpartition(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        request = bytes([0, 18, 0, 0, 0, 0, 0, 1, 255, 255])  # ApiVersions, version 0, correlation id 1, no client id
        connection.sendall(len(request).to_bytes(4, "big") + request)
        assert connection.recv(4)


if __name__ == "__main__":
    match sys.argv[1] if len(sys.argv) > 1 else "":
        case "as-redis-cli":
            redis_cli()
        case "as-kafka-broker-api-versions.sh":
            kafka_answers()
        case _ if "KAFKA_NODE_ID" in os.environ:
            kafka()
        case _ if "PGHOST" in os.environ:  # a client's
            become(*sys.argv[1:])
        case _ if "POSTGRES_USER" in os.environ:
            postgresql()
        case _:
            os.chdir("/data")  # where the image of Redis begins
            become(*sys.argv[1:])
