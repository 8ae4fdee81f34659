"""The jar lock."""

import hashlib
import os
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
import trustme

from tools.devstack.machine.ports import LOOPBACK
from tools.devstack.servers import jars
from tools.devstack.servers.jars import Jar, JarMismatch, JarUnavailable, ensure_jars, read_lock

CONTENT = b"what the lock was made from"
JAR = Jar("org.example", "thing", "1.0", hashlib.sha256(CONTENT).hexdigest())


def repository(monkeypatch: pytest.MonkeyPatch, content: bytes) -> list[Jar]:
    """Replace Maven Central by one that has `content` for every jar. The list fills with the
    fetched names.
    """
    fetched: list[Jar] = []

    def fetch(jar: Jar, directory: Path) -> Path:
        fetched.append(jar)
        path = directory / "fetched.jar"
        path.write_bytes(content)
        return path

    monkeypatch.setattr(jars, "fetch", fetch)
    return fetched


def test_a_jar_that_is_as_locked_is_kept_and_not_fetched_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fetched = repository(monkeypatch, CONTENT)
    [path] = ensure_jars([JAR], tmp_path)
    assert path.read_bytes() == CONTENT
    ensure_jars([JAR], tmp_path)
    assert fetched == [JAR]


def test_of_several_at_once_one_fetches_for_all(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    fetched = repository(monkeypatch, CONTENT)
    fetch, together = jars.fetch, threading.Barrier(2)

    def fetch_slowly(jar: Jar, directory: Path) -> Path:
        with suppress(threading.BrokenBarrierError):  # nobody else comes to it
            together.wait(0.5)
        return fetch(jar, directory)

    monkeypatch.setattr(jars, "fetch", fetch_slowly)
    with ThreadPoolExecutor(4) as stacks:
        found = list(stacks.map(lambda _: ensure_jars([JAR], tmp_path), range(4)))
    assert found == [[tmp_path / JAR.filename]] * 4
    assert fetched == [JAR]


def test_a_jar_with_another_hash_is_refused_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    repository(monkeypatch, b"something else")
    with pytest.raises(JarMismatch, match=r"org\.example:thing:1\.0"):
        ensure_jars([JAR], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_jar_in_the_cache_is_fetched_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    repository(monkeypatch, CONTENT)
    (tmp_path / JAR.filename).write_bytes(b"half of it")
    [path] = ensure_jars([JAR], tmp_path)
    assert path.read_bytes() == CONTENT


def test_the_committed_lock_names_kafka_and_each_jar_once() -> None:
    locked = read_lock()
    assert "org.apache.kafka:kafka_2.13:4.4.0" in [jar.coordinate for jar in locked]
    assert len({jar.filename for jar in locked}) == len(locked)
    assert all(len(jar.sha256) == 64 for jar in locked)


class Repository(BaseHTTPRequestHandler):
    """A Maven repository with one jar, and a proxy to it."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        found = self.path.endswith("/maven/org/example/thing/1.0/thing-1.0.jar")
        self.send_response(200 if found else 404)
        self.send_header("content-length", str(len(CONTENT) if found else 0))
        self.end_headers()
        if found:
            self.wfile.write(CONTENT)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(certificate: trustme.LeafCert | None = None) -> Iterator[int]:
    """Run the repository until the block ends. Gives its port."""
    with ThreadingHTTPServer((LOOPBACK, 0), Repository) as server:
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            certificate.configure_cert(context)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever).start()
        try:
            yield server.server_port
        finally:
            server.shutdown()


@pytest.fixture
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Without the certificates and proxies of the machine that runs the tests."""
    for name in (
        *jars.REQUESTS_VARIABLES,
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "http_proxy",
        "HTTP_PROXY",
        "no_proxy",
        "NO_PROXY",
    ):
        monkeypatch.delenv(name, raising=False)
    Repository.asked.clear()
    return monkeypatch


def test_jars_come_through_the_certificates_of_the_system(
    plain_environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A company's proxy signs with an authority of its own. The system knows it and `requests` does
    not.
    """
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "system.pem")
    with served(authority.issue_cert(LOOPBACK)) as port:
        plain_environment.setenv("DEVSTACK_MAVEN", f"https://{LOOPBACK}:{port}/maven/")
        with pytest.raises(JarUnavailable, match="certificate"):
            ensure_jars([JAR], tmp_path / "cache")
        plain_environment.setenv("SSL_CERT_FILE", str(tmp_path / "system.pem"))
        [path] = ensure_jars([JAR], tmp_path / "cache")
        assert path.read_bytes() == CONTENT
    assert "REQUESTS_CA_BUNDLE" not in os.environ


def test_jars_come_through_the_proxy_of_the_environment(plain_environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with served() as proxy:
        plain_environment.setenv("DEVSTACK_MAVEN", "http://maven.example/maven")
        plain_environment.setenv("http_proxy", f"http://{LOOPBACK}:{proxy}")
        [path] = ensure_jars([JAR], tmp_path)
    assert path.read_bytes() == CONTENT
    assert "http://maven.example/maven/org/example/thing/1.0/thing-1.0.jar" in Repository.asked


def test_where_the_system_has_certificates_they_are_found(
    plain_environment: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    known = tmp_path / "ca-bundle.crt"
    known.touch()
    plain_environment.setattr(jars, "SYSTEM_CERTIFICATES", (str(tmp_path / "none"), str(known)))
    plain_environment.setenv("SSL_CERT_FILE", str(tmp_path / "gone"))
    assert jars.system_certificates() == str(known)
