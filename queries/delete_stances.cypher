// purpose: Removes stances.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor_id})-[t:TOOK]->(e:Evidence {id: row.evidence_id})
DELETE t
