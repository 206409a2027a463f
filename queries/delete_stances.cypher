// purpose: Removes stances; collected first, since the embedded server loses track of edges deleted while it walks them.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor_id})-[t:TOOK]->(e:Evidence {id: row.evidence_id})
WITH collect(t) AS gone
UNWIND gone AS t
DELETE t
