// purpose: Adds or changes links from evidence to recommendations.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (e:Evidence {id: row.evidence_id})
MATCH (r:Recommendation {id: row.recommendation_id})
MERGE (e)-[b:BEARS_ON]->(r)
SET b.why = row.why, b.contestable = row.contestable
