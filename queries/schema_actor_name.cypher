// purpose: Names of ActorName nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT actor_name IF NOT EXISTS FOR (n:ActorName) REQUIRE n.name IS UNIQUE
