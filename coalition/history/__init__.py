"""Changes of a map as pure steps on tables: made, checked, compared, taken back, kept as entries of a log."""
