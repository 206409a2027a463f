// purpose: Ids of ActorKind nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT actor_kind_id IF NOT EXISTS FOR (n:ActorKind) REQUIRE n.id IS UNIQUE
