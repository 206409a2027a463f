// purpose: Remembers which actor a name of an import means; the id stays with the name where an actor is written anew.
// mode: write
// parameters: rows
// columns: actor_id
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor_id})
MERGE (n:ActorName {name: row.name})
SET n.actor_id = row.actor_id
WITH n, a, row
OPTIONAL MATCH (n)-[before:NAMES]->(:Actor)
DELETE before
WITH DISTINCT n, a, row
MERGE (n)-[:NAMES]->(a)
RETURN row.actor_id AS actor_id
