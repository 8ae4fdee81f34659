"""Reads that only pages for people need. They take no lock."""
