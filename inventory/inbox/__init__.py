"""The durable end of the line into the service: events heard, retried, dead."""
