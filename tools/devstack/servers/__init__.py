"""The embedded servers: PostgreSQL, Valkey, Kafka and RabbitMQ, and fronts that come between them
and their clients.
"""
