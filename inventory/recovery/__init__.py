"""Find outcomes that were announced and are gone, after the database was set back."""
