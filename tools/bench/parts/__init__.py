"""The parts of the suite. Each measures one thing. `python -m tools.bench NAME` runs it alone."""
