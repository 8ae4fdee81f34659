"""Flower: its login, and the headers of its pages."""
