// purpose: All positions on recommendations as written in the graph, one row per recommendation and type.
// mode: read
// parameters: none
// columns: recommendation_id, relationship, positions
MATCH (a:Actor)-[p:SUPPORTS|MIXED_ON|ABSTAINED_ON|OPPOSES]->(r:Recommendation)
RETURN r.id AS recommendation_id, type(p) AS relationship,
       collect([a.id, p.lead, p.moved, p.evidence, p.since, p.latest]) AS positions
