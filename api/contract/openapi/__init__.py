"""The OpenAPI document, generated from the declarations above the views."""
