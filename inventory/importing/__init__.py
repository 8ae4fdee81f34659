"""CSV files of counts, changes or moves: from bytes to commands and rejected rows."""
