"""A name that each embedded server gives itself, so that who asks at its port knows whether it is this one that answers."""

import secrets
from pathlib import Path


def identity(directory: Path) -> str:
    """Return the name that is kept in the server's directory; it is made by whoever asks first."""
    kept = directory / "identity"
    if not kept.exists():
        directory.mkdir(parents=True, exist_ok=True)
        new = kept.with_name(f"identity.{secrets.token_hex(4)}")
        new.write_text(secrets.token_hex(16), encoding="ascii")
        new.rename(kept)
    return kept.read_text(encoding="ascii")
