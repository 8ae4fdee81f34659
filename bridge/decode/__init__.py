"""From a Kafka message to the form that the inbox keeps: usable, dead or not ours."""
