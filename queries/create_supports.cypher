// purpose: Adds derived positions of type SUPPORTS.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor_id})
MATCH (r:Recommendation {id: row.recommendation_id})
CREATE (a)-[:SUPPORTS {lead: row.lead, moved: row.moved, evidence: row.evidence, since: row.since, latest: row.latest}]->(r)
