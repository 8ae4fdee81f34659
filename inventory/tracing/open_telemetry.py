"""OpenTelemetry's SDK, set up by the settings."""

from __future__ import annotations

import logging
import os
from importlib.metadata import version
from socket import gethostname

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import SpanLimits, TracerProvider
from opentelemetry.util.re import parse_env_headers

from inventory.settings import Settings
from inventory.tracing.outgoing import Outgoing
from inventory.tracing.sampling import sampler
from inventory.tracing.spans import Spans

SERVICE = "inventory"
LIMITS = SpanLimits(max_span_attributes=32, max_links=1_000, max_events=0, max_span_attribute_length=300)
"""Bounds of a span. Attributes may be text of callers. A batch has at most a thousand events."""


def spans_of(settings: Settings, process: str) -> Spans:
    """Return the spans of this process, and begin to send them."""
    # Its lines would come with each batch that fails. `Outgoing` tells all that there is to tell.
    logging.getLogger("opentelemetry").setLevel(logging.CRITICAL)
    exporter = OTLPSpanExporter(
        settings.traces_url, headers=dict(parse_env_headers(settings.traces_headers, liberal=True))
    )
    outgoing = Outgoing(exporter)
    provider = TracerProvider(
        sampler(settings), _resource(settings, process), shutdown_on_exit=False, span_limits=LIMITS
    )
    provider.add_span_processor(outgoing)
    return Spans(provider.get_tracer(SERVICE, version("inventory-service")), outgoing)


def _resource(settings: Settings, process: str) -> Resource:
    """Return the description of this process. The SDK adds OTEL_RESOURCE_ATTRIBUTES. They come
    before our defaults.
    """
    ours = {
        "service.name": f"{SERVICE}-{process}",
        "service.namespace": SERVICE,
        "service.version": version("inventory-service"),
        "service.instance.id": f"{gethostname()}/{os.getpid()}",
    }
    stated = {pair.partition("=")[0].strip() for pair in settings.otel_resource_attributes.split(",")}
    attributes = {name: value for name, value in ours.items() if name not in stated}
    if settings.otel_service_name:
        attributes["service.name"] = settings.otel_service_name
    return Resource.create(attributes)
