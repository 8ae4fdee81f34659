"""Two revisions of the service, measured in turns: `python -m tools.bench compare REVISION`."""
