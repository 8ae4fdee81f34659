"""Announcements: the events that tell other services of each change."""
