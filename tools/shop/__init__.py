"""A shop as its customers and services drive it: what demo and chaos share."""
