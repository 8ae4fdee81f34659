"""Kafka to inbox: poll, take, store, commit the offsets, send the tasks."""
