// purpose: Keys of ArrivingActor nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT arriving_actor_key IF NOT EXISTS FOR (n:ArrivingActor) REQUIRE n.key IS UNIQUE
