"""Spans of the way that events and calls take, sent to an OpenTelemetry collector."""
