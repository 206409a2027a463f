// purpose: Names of imports that somebody confirmed, with the actor each means.
// mode: read
// parameters: none
// columns: name, actor_id
MATCH (n:ActorName)
MATCH (a:Actor {id: n.actor_id})
RETURN n.name AS name, a.id AS actor_id
ORDER BY name
