// purpose: Stances of actors of a large load on its evidence.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (a:ArrivingActor {key: row.actor})
MATCH (e:ArrivingEvidence {key: row.evidence})
CREATE (a)-[:TOOK {position: row.position, note: row.note, grade: row.grade, source: row.source}]->(e)
