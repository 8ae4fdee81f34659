"""The schema's history. Each step expands or contracts, never both, so that two versions can run
side by side.
"""
