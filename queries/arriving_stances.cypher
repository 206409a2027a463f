// purpose: Stances of actors of the map on evidence of a large load.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor})
MATCH (e:ArrivingEvidence {key: row.evidence})
CREATE (a)-[:TOOK {position: row.position, note: row.note, grade: row.grade, source: row.source}]->(e)
