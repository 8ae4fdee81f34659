"""Other shop systems beside ours, measured in the same run: `make bench-others`."""
