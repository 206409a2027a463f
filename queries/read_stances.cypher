// purpose: All stances, one row per evidence: a row per edge takes ten times as long.
// mode: read
// parameters: none
// columns: evidence_id, stances
MATCH (a:Actor)-[t:TOOK]->(e:Evidence)
RETURN e.id AS evidence_id, collect([a.id, t.position, t.note, t.grade, t.source]) AS stances
