"""The speed of the service, on a stack of its own, beside that of PostgreSQL alone: `make bench`.

Nothing imports this package.
"""
