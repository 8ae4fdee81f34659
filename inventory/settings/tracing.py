"""Traces, by OpenTelemetry's own variables."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from inventory.settings.group import SettingsGroup, is_loopback

_PAIRS = re.compile(r"\s*[\w.:/%-]+=[^,=\s][^,=]*(?:,\s*[\w.:/%-]+=[^,=\s][^,=]*)*,?\s*|")
_HEADERS = re.compile(r"\s*[\w!#$%&'*+.^`|~-]+=[^,\r\n]+(?:,\s*[\w!#$%&'*+.^`|~-]+=[^,\r\n]+)*,?\s*|")
_PATH = "/v1/traces"


def _collector(url: str) -> str:
    parts = urlsplit(url)
    if url and not (parts.scheme in {"http", "https"} and parts.hostname):
        raise ValueError("must be an http or https URL such as http://collector:4318")
    if parts.username is not None or parts.password is not None:
        raise ValueError("must have no user or password. Set OTEL_EXPORTER_OTLP_HEADERS to authorization=...")
    if parts.query or parts.fragment:
        raise ValueError("must have no query and no fragment")
    return url


def _pairs(text: str) -> str:
    if not _PAIRS.fullmatch(text):
        raise ValueError("must be names with values such as deployment.environment.name=production,team=stock")
    return text


def _headers(text: str) -> str:
    if not _HEADERS.fullmatch(text):
        raise ValueError("must be names with values such as authorization=Bearer%20token,x-tenant=shop")
    return text


def _otel(name: str, **more: Any) -> Any:
    return Field(validation_alias=f"OTEL_{name}", **more)


class TracingSettings(SettingsGroup):
    otlp_endpoint: Annotated[str, AfterValidator(_collector), _otel("EXPORTER_OTLP_ENDPOINT")] = ""
    """URL of an OpenTelemetry collector that takes OTLP over HTTP: `http://collector:4318`. Traces
    go to `/v1/traces` there. Without it nothing is traced.
    """
    otlp_traces_endpoint: Annotated[str, AfterValidator(_collector), _otel("EXPORTER_OTLP_TRACES_ENDPOINT")] = ""
    """The whole URL for traces, in place of the one above."""
    otlp_headers: Annotated[str, AfterValidator(_headers), _otel("EXPORTER_OTLP_HEADERS", repr=False)] = ""
    """Headers for the collector: `authorization=Bearer%20token`. Needs https, or a collector on
    this machine.
    """
    otlp_traces_headers: Annotated[str, AfterValidator(_headers), _otel("EXPORTER_OTLP_TRACES_HEADERS", repr=False)] = (
        ""
    )
    """Headers for traces, in place of those above."""
    otlp_protocol: Annotated[str, _otel("EXPORTER_OTLP_PROTOCOL")] = "http/protobuf"
    """Form of OTLP. `http/protobuf` is the only one."""
    otlp_traces_protocol: Annotated[str, _otel("EXPORTER_OTLP_TRACES_PROTOCOL")] = ""
    """Form of OTLP for traces, in place of the one above."""
    otel_service_name: Annotated[str, _otel("SERVICE_NAME", max_length=255)] = ""
    """Name of the service in traces. By default each kind of process has its own: `inventory-api`,
    `inventory-bridge`, `inventory-worker`, `inventory-relay`.
    """
    otel_resource_attributes: Annotated[str, AfterValidator(_pairs), _otel("RESOURCE_ATTRIBUTES")] = ""
    """More that is said of the service in traces: `deployment.environment.name=production`."""
    otel_traces_sampler: Annotated[
        Literal[
            "always_on",
            "always_off",
            "traceidratio",
            "parentbased_always_on",
            "parentbased_always_off",
            "parentbased_traceidratio",
        ],
        _otel("TRACES_SAMPLER"),
    ] = "parentbased_always_on"
    """Traces that are recorded. With `parentbased_…` the sampled flag of a caller's `traceparent`
    decides, and the rest of the name only where there is none.
    """
    otel_traces_sampler_arg: Annotated[float, _otel("TRACES_SAMPLER_ARG", ge=0, le=1)] = 1.0
    """The part of traces that `traceidratio` records: 0.01 is one in a hundred."""
    otel_sdk_disabled: Annotated[bool, _otel("SDK_DISABLED")] = False
    """`true` traces nothing, whatever else is set."""

    @property
    def traces_url(self) -> str:
        """Return the URL that spans are sent to, empty if nothing is traced."""
        if self.otel_sdk_disabled:
            return ""
        if self.otlp_traces_endpoint or not self.otlp_endpoint:
            return self.otlp_traces_endpoint
        return self.otlp_endpoint.removesuffix("/") + _PATH

    @property
    def traces_headers(self) -> str:
        """Return the headers that spans are sent with."""
        return self.otlp_traces_headers or self.otlp_headers

    @model_validator(mode="before")
    @classmethod
    def _empty_is_left_out(cls, given: Any) -> Any:
        """Leave out empty variables, as OpenTelemetry does."""
        if not isinstance(given, dict):
            return given
        return {name: value for name, value in given.items() if value != "" or not name.upper().startswith("OTEL_")}

    @model_validator(mode="after")
    def _is_spoken(self) -> Self:
        protocol = self.otlp_traces_protocol or self.otlp_protocol
        if self.traces_url and protocol != "http/protobuf":
            name = "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL" if self.otlp_traces_protocol else "OTEL_EXPORTER_OTLP_PROTOCOL"
            raise ValueError(f"{name} must be http/protobuf, not {protocol}: collectors take it on port 4318")
        return self

    @model_validator(mode="after")
    def _headers_are_not_overheard(self) -> Self:
        parts = urlsplit(self.traces_url)
        if self.traces_headers and parts.scheme == "http" and not is_loopback(parts.hostname or ""):
            name = "OTEL_EXPORTER_OTLP_TRACES_HEADERS" if self.otlp_traces_headers else "OTEL_EXPORTER_OTLP_HEADERS"
            raise ValueError(
                f"{name} would go to {parts.hostname} in the clear: use an https URL, or a "
                "collector on this machine that adds them"
            )
        return self
