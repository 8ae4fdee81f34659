"""`python -m tools.chaos`: faults of every kind under live load, from a seed, and proof that
nothing is lost or doubled.

Clients and producers work on a stack of its own while its processes and servers are killed, frozen,
filled and flushed. Every request and event is written down by who sent it. When the last fault is
healed and all queues are drained, what was written down is compared with what is there. This file
stays empty: some of the stack's processes start through a module beside it, and need nothing of the
rest.
"""
