"""Queries that the console alone needs: by an index, in pages by key."""
