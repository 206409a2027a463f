// purpose: Removes links from evidence to recommendations (collected first, see delete_stances).
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (e:Evidence {id: row.evidence_id})-[b:BEARS_ON]->(r:Recommendation {id: row.recommendation_id})
WITH collect(b) AS gone
UNWIND gone AS b
DELETE b
