"""What the parts work with: databases, processes, hosts, and the load on them."""
