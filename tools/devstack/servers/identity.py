"""A name that each embedded server gives itself, so that who asks at its port knows whether it is
this one that answers.
"""

import secrets
from pathlib import Path

from tools.devstack.machine.private_files import kept


def identity(directory: Path) -> str:
    """Return the name that is kept in the server's directory. It is made by whoever asks first."""
    return kept(directory / "identity", lambda: secrets.token_hex(16))
