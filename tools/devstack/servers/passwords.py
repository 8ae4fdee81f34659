"""Random passwords of an embedded PostgreSQL, in a file that libpq reads (``passfile``)."""

import hashlib
import hmac
import secrets
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

from tools.devstack.machine.private_files import kept

SUPERUSER = "postgres"
"""The role that starts, maintains and copies the server. No process of the service has it."""
OWNER, SERVICE, READER = "inventory_owner", "inventory_service", "inventory_reader"
"""The roles of docs/security.md: one migrates, one is for the processes, one only reads."""
ROLES = (SUPERUSER, OWNER, SERVICE, READER)

_SALT_BYTES = 16


@dataclass(frozen=True)
class Passwords:
    """The passwords in one file. The first use makes it."""

    file: Path

    def of(self, role: str) -> str:
        """Return the password of one of our roles."""
        return self._read()[role]

    @property
    def passfile(self) -> Path:
        """The file, for clients of libpq, so that no password stands on a command line."""
        self._read()
        return self.file

    def fingerprint(self) -> str:
        """Return a digest that tells these passwords from others without revealing them. They are
        random, so the digest can't be reversed by guessing.
        """
        return hashlib.sha256(repr(sorted(self._read().items())).encode()).hexdigest()

    def _read(self) -> dict[str, str]:
        lines = kept(self.file, _new).splitlines()
        return {role: password for *_, role, password in (line.split(":") for line in lines)}


def _new() -> str:
    return "".join(f"*:*:*:{role}:{secrets.token_urlsafe(24)}\n" for role in ROLES)


def scram_verifier(password: str, iterations: int) -> str:
    """Return the form in which PostgreSQL keeps a password (RFC 5803), so that nobody has to tell
    it the password itself.

    Iterations make guessing slow. A random password can't be guessed anyway, so a few are enough.
    """
    salt = secrets.token_bytes(_SALT_BYTES)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, iterations)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    salt64, stored64, server64 = (b64encode(part).decode() for part in (salt, stored, server))
    return f"SCRAM-SHA-256${iterations}:{salt64}${stored64}:{server64}"
