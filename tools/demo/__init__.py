"""`python -m tools.demo`: a day at a shop on a stack of its own, and proof that everything adds up.

The script of the day is written first, from a seed, and with it what must be true in the end. The
service's own code has no part in that. Then the day is played on real PostgreSQL, Redis, Kafka and
all processes, and what is there is compared.
"""
