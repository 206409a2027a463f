// purpose: Takes back whatever else a large load left.
// mode: write
// parameters: load
// columns: none
MATCH (n:ArrivingActor|ArrivingEvidence|Arrival {load: $load})
DELETE n
