// purpose: Says which kinds of actor recommendations are addressed to.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (r:Recommendation {id: row.recommendation_id})
MERGE (k:ActorKind {id: row.kind})
CREATE (r)-[:ADDRESSED_TO]->(k)
