"""A name that each embedded server gives itself, so that a client can tell if this server or
another one answers at its port.
"""

import secrets
from pathlib import Path

from tools.devstack.machine.private_files import kept


def identity(directory: Path) -> str:
    """Return the name that is kept in the server's directory. The first call makes it."""
    return kept(directory / "identity", lambda: secrets.token_hex(16))
