// purpose: Which evidence bears on which recommendation, and why.
// mode: read
// parameters: none
// columns: evidence_id, recommendation_id, why, contestable
MATCH (e:Evidence)-[b:BEARS_ON]->(r:Recommendation)
RETURN e.id AS evidence_id, r.id AS recommendation_id, b.why AS why, b.contestable AS contestable
