"""The OpenAPI document, generated from what stands above the views."""
