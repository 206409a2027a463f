"""Who bridges groups, how sure that is, and who stands together more than by chance."""
