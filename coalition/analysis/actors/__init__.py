"""Questions about actors: who is like whom, where they stand, who realigned, what they said and did."""
