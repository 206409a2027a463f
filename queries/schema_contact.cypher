// purpose: Ids of Contact nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT contact_id IF NOT EXISTS FOR (n:Contact) REQUIRE n.id IS UNIQUE
