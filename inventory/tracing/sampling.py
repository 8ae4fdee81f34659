"""The choice of the traces that are recorded, by OTEL_TRACES_SAMPLER."""

from __future__ import annotations

from collections.abc import Sequence

from opentelemetry.context import Context
from opentelemetry.sdk.trace.sampling import (
    ALWAYS_OFF,
    ALWAYS_ON,
    Decision,
    ParentBased,
    Sampler,
    SamplingResult,
    TraceIdRatioBased,
)
from opentelemetry.trace import Link, SpanKind, TraceState
from opentelemetry.util.types import Attributes

from inventory.settings import Settings

_PARENT_BASED = "parentbased_"


class SharedWorkSampler(Sampler):
    """Records a span with links, because only recorded spans are linked. `others` decides about all
    other spans.
    """

    def __init__(self, others: Sampler) -> None:
        self._others = others

    def should_sample(
        self,
        parent_context: Context | None,
        trace_id: int,
        name: str,
        kind: SpanKind | None = None,
        attributes: Attributes = None,
        links: Sequence[Link] | None = None,
        trace_state: TraceState | None = None,
    ) -> SamplingResult:
        if links:
            return SamplingResult(Decision.RECORD_AND_SAMPLE, attributes)
        return self._others.should_sample(parent_context, trace_id, name, kind, attributes, links, trace_state)

    def get_description(self) -> str:
        return f"SharedWorkSampler({self._others.get_description()})"


def sampler(settings: Settings) -> Sampler:
    """Return the sampler of these settings."""
    name = settings.otel_traces_sampler
    root = _root(name.removeprefix(_PARENT_BASED), settings.otel_traces_sampler_arg)
    return SharedWorkSampler(ParentBased(root) if name.startswith(_PARENT_BASED) else root)


def _root(name: str, part: float) -> Sampler:
    match name:
        case "always_on":
            return ALWAYS_ON
        case "always_off":
            return ALWAYS_OFF
    return TraceIdRatioBased(part)
