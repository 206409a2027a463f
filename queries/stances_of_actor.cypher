// purpose: Everything on record about one actor, newest first, with its sources.
// mode: read
// parameters: actor
// columns: evidence_id, title, citation, kind, date_to, position, note, grade, source, recommendations
MATCH (a:Actor {id: $actor})-[t:TOOK]->(e:Evidence)
OPTIONAL MATCH (e)-[:BEARS_ON]->(r:Recommendation)
WITH e, t, collect(r.id) AS recommendations
RETURN e.id AS evidence_id, e.title AS title, e.citation AS citation, e.kind AS kind, e.date_to AS date_to,
       t.position AS position, t.note AS note, t.grade AS grade, t.source AS source, recommendations AS recommendations
ORDER BY date_to DESC, evidence_id
