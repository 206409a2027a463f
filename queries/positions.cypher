// name: read_positions
// purpose: All positions on recommendations as written in the graph, one row per recommendation and type.
// mode: read
// parameters: none
// columns: recommendation_id, relationship, positions
MATCH (a:Actor)-[p:SUPPORTS|MIXED_ON|ABSTAINED_ON|OPPOSES]->(r:Recommendation)
RETURN r.id AS recommendation_id, type(p) AS relationship,
       collect([a.id, p.act, p.act_year, p.lead, p.moved, p.evidence, p.since, p.latest]) AS positions

// name: create_positions
// purpose: Adds derived positions of one standing, which is the type of the edge.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
WITH row.actor_id AS actor, collect(row) AS taken
MATCH (a:Actor {id: actor})
UNWIND taken AS row
MATCH (r:Recommendation {id: row.recommendation_id})
CREATE (a)-[:{standing} {act: row.act, act_year: row.act_year, lead: row.lead, moved: row.moved, evidence: row.evidence, since: row.since, latest: row.latest}]->(r)

// name: delete_positions
// purpose: Removes derived positions (collected first, see delete_stances).
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor_id})-[p:SUPPORTS|MIXED_ON|ABSTAINED_ON|OPPOSES]->(r:Recommendation {id: row.recommendation_id})
WITH collect(p) AS gone
UNWIND gone AS p
DELETE p
