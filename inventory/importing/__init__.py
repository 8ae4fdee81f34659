"""CSV files of counts or changes: from bytes to commands and rejected rows."""
