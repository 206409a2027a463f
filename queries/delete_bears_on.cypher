// purpose: Removes links from evidence to recommendations.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (e:Evidence {id: row.evidence_id})-[b:BEARS_ON]->(r:Recommendation {id: row.recommendation_id})
DELETE b
