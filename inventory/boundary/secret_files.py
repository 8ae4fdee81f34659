"""Secrets from files: `DATABASE_URL_FILE` names a file with the value of `DATABASE_URL`.

Orchestrators mount secrets as files: these show up neither in `docker inspect` nor in
`/proc/PID/environ`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from inventory.errors import InvalidSettings

SUFFIX = "_FILE"
BYTES_MAX = 65_536
"""No secret is longer. A device or a log that is named by mistake is refused with that reason."""


def from_files(environment: Mapping[str, str], variables: Iterable[str]) -> dict[str, str]:
    """Return the contents of the files that `VARIABLE_FILE` names, by variable. An empty name
    counts as none.

    Raises InvalidSettings where a variable is given both ways, or where a file has nothing to give.
    """
    named = {name: path for name in variables if (path := environment.get(name + SUFFIX))}
    contents = {name: _content(path) for name, path in named.items()}
    problems = [
        *(
            (name, f"is set, and so is {name}{SUFFIX}: leave one of them out")
            for name in named
            if environment.get(name)
        ),
        *((name + SUFFIX, content.why) for name, content in contents.items() if isinstance(content, _Unusable)),
    ]
    if problems:
        raise InvalidSettings(problems=problems)
    return {name: content for name, content in contents.items() if isinstance(content, str)}


class _Unusable:
    def __init__(self, why: str) -> None:
        self.why = why


def _content(path: str) -> str | _Unusable:
    try:
        with Path(path).open("rb") as file:
            raw = file.read(BYTES_MAX + 1)
        text = raw.decode().rstrip("\r\n")
    except OSError as error:
        return _Unusable(f"{path} can't be read by user {os.geteuid()}: {error.strerror}")
    except UnicodeDecodeError:
        return _Unusable(f"{path} is no text in UTF-8")
    if len(raw) > BYTES_MAX:
        return _Unusable(f"{path} has more than {BYTES_MAX} bytes: name the file that holds the secret alone")
    return text or _Unusable(f"{path} is empty")
