// name: read_stances
// purpose: All stances, one row per evidence: a row per edge takes ten times as long.
// mode: read
// parameters: none
// columns: evidence_id, stances
MATCH (a:Actor)-[t:TOOK]->(e:Evidence)
RETURN e.id AS evidence_id, collect([a.id, t.position, t.ended, t.note, t.grade, t.source]) AS stances

// name: stances_of_actor
// purpose: Everything on record about one actor, newest first, with its sources.
// mode: read
// parameters: actor
// columns: evidence_id, title, citation, kind, act, date_from, date_to, position, ended, note, grade, source, recommendations
MATCH (a:Actor {id: $actor})-[t:TOOK]->(e:Evidence)
OPTIONAL MATCH (e)-[:BEARS_ON]->(r:Recommendation)
WITH e, t, collect(r.id) AS recommendations
RETURN e.id AS evidence_id, e.title AS title, e.citation AS citation, e.kind AS kind, e.act AS act,
       e.date_from AS date_from, e.date_to AS date_to, t.position AS position, t.ended AS ended, t.note AS note, t.grade AS grade,
       t.source AS source, recommendations AS recommendations
ORDER BY date_to DESC, evidence_id

// name: stances_on_recommendation
// purpose: Every stance on the evidence that bears on one recommendation, with its sources.
// mode: read
// parameters: recommendation
// columns: actor_id, name, actor_kind, evidence_id, title, citation, act, date_to, position, ended, note, grade, source
MATCH (a:Actor)-[t:TOOK]->(e:Evidence)-[:BEARS_ON]->(r:Recommendation {id: $recommendation})
RETURN a.id AS actor_id, a.name AS name, a.kind AS actor_kind, e.id AS evidence_id, e.title AS title, e.citation AS citation,
       e.act AS act, e.date_to AS date_to, t.position AS position, t.ended AS ended, t.note AS note, t.grade AS grade, t.source AS source
ORDER BY date_to DESC, evidence_id, actor_id

// name: read_corrections
// purpose: Stances as they were before they were changed or removed, as compressed text, with who did so, when and why.
// mode: read
// parameters: none
// columns: change, number, at, who, why, how, data
MATCH (c:Change)-[:HOLDS]->(p:ChangePart)
WHERE p.table = 'stances' AND p.how IN ['was', 'removed']
RETURN c.id AS change, c.number AS number, c.at AS at, c.who AS who, c.why AS why, p.how AS how, p.data AS data

// name: create_stances
// purpose: Adds stances that the graph does not hold yet.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
WITH row.actor_id AS actor, collect(row) AS taken
MATCH (a:Actor {id: actor})
UNWIND taken AS row
MATCH (e:Evidence {id: row.evidence_id})
CREATE (a)-[:TOOK {position: row.position, ended: row.ended, note: row.note, grade: row.grade, source: row.source}]->(e)

// name: delete_stances
// purpose: Removes stances; collected first, since the embedded server loses track of edges deleted while it walks them.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor_id})-[t:TOOK]->(e:Evidence {id: row.evidence_id})
WITH collect(t) AS gone
UNWIND gone AS t
DELETE t
