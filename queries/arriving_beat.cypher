// purpose: Says that a large load is alive; one that says nothing for a while is taken for abandoned.
// mode: write
// parameters: load
// columns: none
MERGE (m:Arrival {load: $load})
SET m.at = timestamp()
