"""Random passwords of an embedded PostgreSQL, in a file that libpq reads by itself
(``passfile``).
"""

import hashlib
import hmac
import secrets
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

from tools.devstack.machine.private_files import kept

SUPERUSER = "postgres"
"""For whoever runs the server: to start it, to look after it, to copy it. No process of the service
is it.
"""
OWNER, SERVICE, READER = "inventory_owner", "inventory_service", "inventory_reader"
"""The roles of docs/security.md: who migrates, what the processes are, and who only reads."""
ROLES = (SUPERUSER, OWNER, SERVICE, READER)

_SALT_BYTES = 16


@dataclass(frozen=True)
class Passwords:
    """The passwords in one file, which is made by whoever asks first."""

    file: Path

    def of(self, role: str) -> str:
        """Return the password of one of our roles."""
        return self._read()[role]

    @property
    def passfile(self) -> Path:
        """The file, for clients of libpq: so that no password stands on a command line."""
        self._read()
        return self.file

    def fingerprint(self) -> str:
        """Return what tells these passwords from others, and does not tell them. They can't be
        guessed.
        """
        return hashlib.sha256(repr(sorted(self._read().items())).encode()).hexdigest()

    def _read(self) -> dict[str, str]:
        lines = kept(self.file, _new).splitlines()
        return {role: password for *_, role, password in (line.split(":") for line in lines)}


def _new() -> str:
    return "".join(f"*:*:*:{role}:{secrets.token_urlsafe(24)}\n" for role in ROLES)


def scram_verifier(password: str, iterations: int) -> str:
    """Return what PostgreSQL keeps of a password (RFC 5803): so that it hears the password itself
    from nobody.

    Iterations make guessing slow. A random password can't be guessed anyway, so that few will do.
    """
    salt = secrets.token_bytes(_SALT_BYTES)
    salted = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, iterations)
    stored = hashlib.sha256(hmac.digest(salted, b"Client Key", "sha256")).digest()
    server = hmac.digest(salted, b"Server Key", "sha256")
    salt64, stored64, server64 = (b64encode(part).decode() for part in (salt, stored, server))
    return f"SCRAM-SHA-256${iterations}:{salt64}${stored64}:{server64}"
