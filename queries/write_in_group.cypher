// purpose: Puts actors into regional groups.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor_id})
MATCH (g:RegionalGroup {id: row.group_id})
CREATE (a)-[:IN_GROUP]->(g)
