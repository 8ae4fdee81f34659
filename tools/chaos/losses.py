"""The losses that a fault may cause, as the checks know them: a restored database forgets the
changes since it was copied.

A loss is not a licence. The database is set back all at once, to *one* state from the time of the
copying. So a change that was acknowledged before the copy is there, and so is a change that was
acknowledged after the restore. Of the changes between them, all from some moment on are gone. No
event of Kafka is lost: the bridge reads it again.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A period, in monotonic seconds."""

    since: float
    until: float


@dataclass(frozen=True, slots=True)
class Loss:
    """The database was set back, at a moment of `gone`, to its state at a moment of `kept`.

    At the moment of `gone` the old server answered for the last time. Nobody is served until the
    other one begins.
    """

    fault: str
    kept: Span
    gone: Span


def may_be_lost(losses: Sequence[Loss], invoked: float, returned: float) -> bool:
    """Return True if an effect between these two moments may be lost."""
    return any(returned >= one.kept.since and invoked <= one.gone.until for one in losses)
