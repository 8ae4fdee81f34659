"""The shop of the demo and of chaos runs: its products, orders, customers and other services."""
