// purpose: Ids of ChangePart nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT change_part_id IF NOT EXISTS FOR (n:ChangePart) REQUIRE n.id IS UNIQUE
