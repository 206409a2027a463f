// purpose: The contact log, private to the editors of the map, latest first.
// mode: read
// parameters: none
// columns: id, actor_id, recommendation_id, asked_on, asked_by, answer, next_step, at
MATCH (c:Contact)
RETURN c.id AS id, c.actor_id AS actor_id, c.recommendation_id AS recommendation_id, c.asked_on AS asked_on, c.asked_by AS asked_by,
       c.answer AS answer, c.next_step AS next_step, c.at AS at
ORDER BY asked_on DESC, at DESC
