// purpose: Removes a note of a contact.
// mode: write
// parameters: id
// columns: none
MATCH (c:Contact {id: $id})
DETACH DELETE c
