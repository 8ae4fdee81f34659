"""How fast the service is, on a stack of its own, beside what PostgreSQL alone can do:
`make bench`. Nothing imports it.
"""
