// purpose: Adds or changes a note of a contact. It has no edge to anything, so that nothing that walks the graph meets it.
// mode: write
// parameters: id, actor_id, recommendation_id, asked_on, asked_by, answer, next_step, at
// columns: none
MERGE (c:Contact {id: $id})
SET c.actor_id = $actor_id, c.recommendation_id = $recommendation_id, c.asked_on = $asked_on, c.asked_by = $asked_by,
    c.answer = $answer, c.next_step = $next_step, c.at = $at
