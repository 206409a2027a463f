// purpose: Adds stances that the graph does not hold yet.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor_id})
MATCH (e:Evidence {id: row.evidence_id})
CREATE (a)-[:TOOK {position: row.position, note: row.note, grade: row.grade, source: row.source}]->(e)
