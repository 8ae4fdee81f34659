"""The metrics of all processes: `catalogue` lists them, and `making` makes them."""
