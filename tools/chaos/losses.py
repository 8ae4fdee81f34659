"""What a fault may lose, as the checks know it: a restored database forgets what was done since it
was copied.

A loss is not a licence. The database is set back to *one* state of the time in which it was copied,
and all at once. So what was acknowledged before is there, what was acknowledged after it was set
back is there, and what lies between is gone as a whole from some moment on. Kafka's events are in
no loss: the bridge reads them again.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A time, in monotonic seconds."""

    since: float
    until: float


@dataclass(frozen=True, slots=True)
class Loss:
    """The database was set back, at a moment of `gone`, to what it was at a moment of `kept`.

    That is the moment in which the old server served somebody for the last time: until the other
    one begins, nobody is served.
    """

    fault: str
    kept: Span
    gone: Span


def may_be_lost(losses: Sequence[Loss], invoked: float, returned: float) -> bool:
    """Whether what took effect between these moments may be gone again."""
    return any(returned >= one.kept.since and invoked <= one.gone.until for one in losses)
