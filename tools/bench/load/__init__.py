"""Databases, processes and hosts for the parts of the suite, and the load on them."""
