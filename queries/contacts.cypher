// name: schema_contact
// purpose: Ids of Contact nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT contact_id IF NOT EXISTS FOR (n:Contact) REQUIRE n.id IS UNIQUE

// name: read_contacts
// purpose: The contact log, private to the editors of the map, latest first.
// mode: read
// parameters: none
// columns: id, actor_id, recommendation_id, asked_on, asked_by, answer, next_step, at
MATCH (c:Contact)
RETURN c.id AS id, c.actor_id AS actor_id, c.recommendation_id AS recommendation_id, c.asked_on AS asked_on, c.asked_by AS asked_by,
       c.answer AS answer, c.next_step AS next_step, c.at AS at
ORDER BY asked_on DESC, at DESC

// name: write_contact
// purpose: Adds or changes a note of a contact. It has no edge to anything, so that nothing that walks the graph meets it.
// mode: write
// parameters: id, actor_id, recommendation_id, asked_on, asked_by, answer, next_step, at
// columns: none
MERGE (c:Contact {id: $id})
SET c.actor_id = $actor_id, c.recommendation_id = $recommendation_id, c.asked_on = $asked_on, c.asked_by = $asked_by,
    c.answer = $answer, c.next_step = $next_step, c.at = $at

// name: delete_contact
// purpose: Removes a note of a contact.
// mode: write
// parameters: id
// columns: none
MATCH (c:Contact {id: $id})
DETACH DELETE c
