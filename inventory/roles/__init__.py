"""Least privilege in PostgreSQL: what each role may do, and a check of what it can do."""
