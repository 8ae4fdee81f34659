"""What developers run beside the service: embedded servers, demo, chaos, benchmarks."""
