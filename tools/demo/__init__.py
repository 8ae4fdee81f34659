"""`python -m tools.demo`: a day at a shop on a stack of its own, and proof that everything adds up.

A script of the day is written first, from a seed, together with the state that must be true in the
end. The service's own code has no part in the script. Then the day is played on real PostgreSQL,
Redis, Kafka and all processes, and the state at its end is compared with the script.
"""
