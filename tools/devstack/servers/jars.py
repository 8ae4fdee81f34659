"""The jars of Apache Kafka, as locked in ``kafka.lock``: fetched once from Maven Central, verified,
and kept in a cache.

Each line of the lock is ``group:artifact:version sha256``. jgo fetches one exact artifact for each
line. The lock itself decides the versions, because jgo's resolver silently picks other versions
than Maven does.
"""

import fcntl
import hashlib
import os
import ssl
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.devstack import PROJECT

LOCK = Path(__file__).with_name("kafka.lock")
REPOSITORY_VARIABLE = "DEVSTACK_MAVEN"
REQUESTS_VARIABLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
SYSTEM_CERTIFICATES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")
"""The places of Debian, Red Hat and others. A Python that was not built for the system does not
know them.
"""
FETCHES_AT_ONCE = 6
FETCH_TIMEOUT_SECONDS = 60


class JarMismatch(RuntimeError):
    """A fetched jar isn't the one that the lock names. Nothing of it is kept."""

    def __init__(self, jar: "Jar", found: str) -> None:
        super().__init__(
            f"{jar.coordinate} was fetched from {repository() or 'Maven Central'} with sha256 {found}, but {LOCK.name} says"
            f" {jar.sha256}. It was not kept: set {REPOSITORY_VARIABLE} to a repository that has the locked file."
        )
        self.jar = jar
        self.found = found


class JarUnavailable(RuntimeError):
    """A jar couldn't be fetched."""

    def __init__(self, jar: "Jar", reason: object) -> None:
        super().__init__(
            f"{jar.coordinate} is not in the cache and could not be fetched from {repository() or 'Maven Central'}. Set"
            f" {REPOSITORY_VARIABLE} to a Maven repository that this machine reaches: {reason}"
        )
        self.jar = jar


@dataclass(frozen=True)
class Jar:
    """One line of the lock."""

    group: str
    artifact: str
    version: str
    sha256: str

    @classmethod
    def parse(cls, line: str) -> "Jar":
        """Read one line of the lock. Raises ValueError when it has another form."""
        coordinate, sha256 = line.split()
        group, artifact, version = coordinate.split(":")
        return cls(group, artifact, version, sha256)

    @property
    def coordinate(self) -> str:
        """``group:artifact:version``."""
        return f"{self.group}:{self.artifact}:{self.version}"

    @property
    def filename(self) -> str:
        """Name of the file in the cache."""
        return f"{self.group}.{self.artifact}-{self.version}.jar"


def cache_directory() -> Path:
    """Return the cache that all stacks share: ``DEVSTACK_CACHE``, else ``.data/cache`` under the
    project root.
    """
    return Path(os.environ.get("DEVSTACK_CACHE") or PROJECT / ".data" / "cache").resolve()


def read_lock(lock: Path = LOCK) -> list[Jar]:
    """Return the jars that a lock file names."""
    return [Jar.parse(line) for line in lock.read_text(encoding="ascii").splitlines() if line]


def ensure_jars(jars: list[Jar], cache: Path) -> list[Path]:
    """Return the paths of the jars in the cache, after fetching those that are missing or damaged.

    One process fetches. Others wait and then find the jars in the cache. If all fetched at once, a
    name server or a proxy would refuse some of so many requests, and each process would load every
    jar.

    Raises JarMismatch when a fetched jar has another hash than the lock, JarUnavailable when a jar
    could not be fetched.
    """
    cache.mkdir(parents=True, exist_ok=True)
    with trusting_the_system(), _alone(cache), ThreadPoolExecutor(FETCHES_AT_ONCE) as pool:
        return list(pool.map(lambda jar: _ensure_jar(jar, cache), jars))


@contextmanager
def _alone(cache: Path) -> Iterator[None]:
    opened = os.open(cache, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX)
        yield
    finally:
        os.close(opened)


def _ensure_jar(jar: Jar, cache: Path) -> Path:
    path = cache / jar.filename
    if not path.exists() or sha256_of(path) != jar.sha256:
        with tempfile.TemporaryDirectory(dir=cache, prefix="fetch-") as scratch:
            fetched = fetch(jar, Path(scratch))
            found = sha256_of(fetched)
            if found != jar.sha256:
                raise JarMismatch(jar, found)
            # One step, so that a stack beside us sees the whole file or none.
            fetched.replace(path)
    return path


def fetch(jar: Jar, directory: Path) -> Path:
    """Fetch exactly this artifact into `directory` and return the file. Raises JarUnavailable."""
    import requests  # noqa: PLC0415 - needed once per machine, not at every start
    from jgo.maven import MavenContext  # noqa: PLC0415

    own = repository()
    context = MavenContext(
        repo_cache=directory, remote_repos={"repository": own} if own else None, timeout=FETCH_TIMEOUT_SECONDS
    )
    artifact = context.project(jar.group, jar.artifact).at_version(jar.version).artifact()
    try:
        return artifact.resolve()
    except (requests.RequestException, RuntimeError) as error:  # RuntimeError: no repository has it
        raise JarUnavailable(jar, error) from error


def repository() -> str | None:
    """Return the Maven repository that ``DEVSTACK_MAVEN`` names. None means Maven Central, the
    default of jgo.
    """
    return os.environ.get(REPOSITORY_VARIABLE, "").rstrip("/") or None


def system_certificates() -> str | None:
    """Return the file of the certificates that this system trusts. None if it has none.

    A company's proxy signs with an authority of its own. The system knows that authority, and the
    list that comes with `requests` does not. Safety does not depend on the choice: a jar has the
    hash of the lock, or is refused.
    """
    files = (ssl.get_default_verify_paths().cafile, *SYSTEM_CERTIFICATES)
    return next((file for file in files if file and Path(file).is_file()), None)


@contextmanager
def trusting_the_system() -> Iterator[None]:
    """Have `requests` trust the authorities of the system, unless its own variables name others.

    `requests` takes proxies from its variables, too.
    """
    certificates = system_certificates()
    if certificates is None or any(os.environ.get(name) for name in REQUESTS_VARIABLES):
        yield
        return
    os.environ[REQUESTS_VARIABLES[0]] = certificates
    try:
        yield
    finally:
        del os.environ[REQUESTS_VARIABLES[0]]


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
