"""The processes of a stack, which die with ours: their table, their start, their supervision, and
ways to wait for them.
"""
