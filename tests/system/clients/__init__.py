"""Clients that others generate of our documents hold the first conversation of docs/integration.md
with the live service.
"""
