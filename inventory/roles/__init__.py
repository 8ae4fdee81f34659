"""Least privilege in PostgreSQL: the rights of each role, and a check of its real rights."""
