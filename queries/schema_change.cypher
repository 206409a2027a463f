// purpose: Ids of Change nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT change_id IF NOT EXISTS FOR (n:Change) REQUIRE n.id IS UNIQUE
