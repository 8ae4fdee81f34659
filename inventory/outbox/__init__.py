"""The durable end of the line out of the service: outcomes until Kafka has acknowledged them."""
