"""The faults, a module for each server or part that they hit."""
