// purpose: How many stances of a large load are there.
// mode: write
// parameters: load
// columns: n
MATCH (:ArrivingEvidence {load: $load})<-[t:TOOK]-()
RETURN count(t) AS n
