// name: schema_evidence
// purpose: Ids of Evidence nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT evidence_id IF NOT EXISTS FOR (n:Evidence) REQUIRE n.id IS UNIQUE

// name: read_evidence
// purpose: All evidence.
// mode: read
// parameters: none
// columns: id, title, citation, kind, act, leadership, date_from, date_to, coverage, body, family, visibility, grade, source
MATCH (e:Evidence)
RETURN e.id AS id, e.title AS title, e.citation AS citation, e.kind AS kind, e.act AS act, e.leadership AS leadership, e.date_from AS date_from,
       e.date_to AS date_to, e.coverage AS coverage, e.body AS body, e.family AS family,
       e.visibility AS visibility, e.grade AS grade, e.source AS source

// name: read_bears_on
// purpose: Which evidence bears on which recommendation, and why.
// mode: read
// parameters: none
// columns: evidence_id, recommendation_id, why, contestable
MATCH (e:Evidence)-[b:BEARS_ON]->(r:Recommendation)
RETURN e.id AS evidence_id, r.id AS recommendation_id, b.why AS why, b.contestable AS contestable

// name: write_evidence
// purpose: Adds or changes evidence.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MERGE (e:Evidence {id: row.id})
SET e.title = row.title, e.citation = row.citation, e.kind = row.kind, e.act = row.act, e.leadership = row.leadership,
    e.date_from = row.date_from, e.date_to = row.date_to, e.coverage = row.coverage,
    e.body = row.body, e.family = row.family, e.visibility = row.visibility, e.grade = row.grade, e.source = row.source

// name: delete_evidence
// purpose: Removes Evidence nodes with all their edges.
// mode: write
// parameters: ids
// columns: none
UNWIND $ids AS id
MATCH (n:Evidence {id: id})
DETACH DELETE n

// name: write_bears_on
// purpose: Adds or changes links from evidence to recommendations.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (e:Evidence {id: row.evidence_id})
MATCH (r:Recommendation {id: row.recommendation_id})
MERGE (e)-[b:BEARS_ON]->(r)
SET b.why = row.why, b.contestable = row.contestable

// name: delete_bears_on
// purpose: Removes links from evidence to recommendations (collected first, see delete_stances).
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (e:Evidence {id: row.evidence_id})-[b:BEARS_ON]->(r:Recommendation {id: row.recommendation_id})
WITH collect(b) AS gone
UNWIND gone AS b
DELETE b
