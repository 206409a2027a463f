// purpose: Every stance on the evidence that bears on one recommendation, with its sources.
// mode: read
// parameters: recommendation
// columns: actor_id, name, actor_kind, evidence_id, title, citation, date_to, position, note, grade, source
MATCH (a:Actor)-[t:TOOK]->(e:Evidence)-[:BEARS_ON]->(r:Recommendation {id: $recommendation})
RETURN a.id AS actor_id, a.name AS name, a.kind AS actor_kind, e.id AS evidence_id, e.title AS title, e.citation AS citation,
       e.date_to AS date_to, t.position AS position, t.note AS note, t.grade AS grade, t.source AS source
ORDER BY date_to DESC, evidence_id, actor_id
