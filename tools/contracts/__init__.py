"""The events as a contract: JSON Schemas and an AsyncAPI document, made from the models that read
and describe them.

For development only: `make contracts` writes `docs/events/`, and no process of the service imports
this package.
"""
