"""Outbox to Kafka: one leader, in order, acknowledged before a row goes."""
