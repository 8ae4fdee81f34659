"""The parts of the suite: each measures one thing, and `python -m tools.bench NAME` runs it
alone.
"""
