"""The console: pages for people who don't use terminals."""
