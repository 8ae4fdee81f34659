"""From a Kafka message to what the inbox keeps: usable, dead with a reason, or not ours."""
