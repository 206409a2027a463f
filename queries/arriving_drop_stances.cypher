// purpose: Takes back stances of a large load that is not to be; again until there are none.
// mode: write
// parameters: load
// columns: n
MATCH (:ArrivingEvidence {load: $load})<-[t:TOOK]-()
WITH t LIMIT 20000
DELETE t
RETURN count(*) AS n
