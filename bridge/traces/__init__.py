"""Spans of messages that are taken from Kafka and sent to it."""
