"""`python -m tools.chaos`: faults of every kind under live load, from a seed, and proof that
nothing is lost or doubled.

Clients and producers work on a stack of its own while its processes and servers are killed, frozen,
filled and flushed. They log every request and event. When the last fault is healed and all queues
are drained, the logs are compared with the database and the topics. This file imports nothing: some
of the stack's processes start through a module beside it, and need nothing of the rest.
"""
