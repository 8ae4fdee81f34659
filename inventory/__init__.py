"""The core of the inventory service: stock, reservations, the ledger, and the two durable ends of the line.

It knows no Celery, Flask or Kafka, never commits and never reads a clock: callers open the transaction and pass `now` in.
"""
