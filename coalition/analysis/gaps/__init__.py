"""What nobody covers or what hangs on one: gaps, candidates for them, leads, missing voices."""
