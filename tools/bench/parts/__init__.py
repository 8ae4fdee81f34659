"""The parts of the suite. Each measures one thing, and `python -m tools.bench NAME`
runs it alone.
"""
