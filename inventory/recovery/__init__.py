"""Find what was announced and is gone, after the database was set back."""
