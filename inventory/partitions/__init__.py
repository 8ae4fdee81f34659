"""Kafka's partitions in this database: offsets read, pauses, gaps, and ranges set aside."""
