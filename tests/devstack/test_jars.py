"""The jar lock."""

import hashlib
from pathlib import Path

import pytest

from devstack import jars
from devstack.jars import Jar, JarMismatch, ensure_jars, read_lock

CONTENT = b"what the lock was made from"
JAR = Jar("org.example", "thing", "1.0", hashlib.sha256(CONTENT).hexdigest())


def repository(monkeypatch: pytest.MonkeyPatch, content: bytes) -> list[Jar]:
    """Replace Maven Central by one that has `content` for every jar; the list fills with what was fetched."""
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
