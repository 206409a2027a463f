// name: schema_recommendation
// purpose: Ids of Recommendation nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT recommendation_id IF NOT EXISTS FOR (n:Recommendation) REQUIRE n.id IS UNIQUE

// name: read_recommendations
// purpose: All recommendations with the kinds of actor they are addressed to.
// mode: read
// parameters: none
// columns: id, paragraph, theme, text, addressed_to, target_evidence, source
MATCH (r:Recommendation)
OPTIONAL MATCH (r)-[:ADDRESSED_TO]->(k:ActorKind)
WITH r, collect(k.id) AS addressed_to
RETURN r.id AS id, r.paragraph AS paragraph, r.theme AS theme, r.text AS text, addressed_to AS addressed_to,
       r.target_evidence AS target_evidence, r.source AS source

// name: write_recommendations
// purpose: Adds or changes recommendations.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MERGE (r:Recommendation {id: row.id})
SET r.paragraph = row.paragraph, r.theme = row.theme, r.text = row.text, r.target_evidence = row.target_evidence,
    r.source = row.source

// name: delete_recommendations
// purpose: Removes Recommendation nodes with all their edges.
// mode: write
// parameters: ids
// columns: none
UNWIND $ids AS id
MATCH (n:Recommendation {id: id})
DETACH DELETE n

// name: unlink_recommendations
// purpose: Takes recommendations off the kinds of actor they are addressed to (collected first, see delete_stances).
// mode: write
// parameters: ids
// columns: none
UNWIND $ids AS id
MATCH (r:Recommendation {id: id})-[link:ADDRESSED_TO]->()
WITH collect(link) AS gone
UNWIND gone AS link
DELETE link

// name: write_addressed_to
// purpose: Says which kinds of actor recommendations are addressed to.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (r:Recommendation {id: row.recommendation_id})
MERGE (k:ActorKind {id: row.kind})
CREATE (r)-[:ADDRESSED_TO]->(k)
