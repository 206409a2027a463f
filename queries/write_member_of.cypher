// purpose: Puts actors into blocs.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor_id})
MATCH (b:Bloc {id: row.bloc_id})
CREATE (a)-[:MEMBER_OF]->(b)
