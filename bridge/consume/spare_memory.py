"""The memory that this process may still take, by the limit of its control group."""

from __future__ import annotations

from pathlib import Path

LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
"""Of control groups of the second and the first version, as a container sees its own."""
MIB = 1_048_576
LEAST, MOST = 64 * MIB, 1_024 * MIB
BESIDE = 128 * MIB
"""For a second process of ours before it has read anything, and for chance."""


def spare_bytes(limits: tuple[Path, ...] = LIMITS) -> int:
    """Return the bytes of data that a second process may take. Without a limit that is `MOST`."""
    found = [limit for limit in map(_limit, limits) if limit is not None]
    if not found:
        return MOST
    return max(LEAST, min(min(found) - _resident() - BESIDE, MOST))


def _limit(path: Path) -> int | None:
    try:
        text = path.read_text(encoding="ascii").strip()
    except OSError:
        return None
    return int(text) if text.isdigit() else None


def _resident() -> int:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0]) * 1_024
