"""The HTTP face of the inventory service: Flask over the core, one transaction for many concurrent requests."""
