"""The blueprints, one module for each kind of resource."""
