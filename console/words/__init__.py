"""Sentences for people who don't know our words: statuses, reasons, events and movements."""
