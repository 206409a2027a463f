// purpose: Keys of ArrivingEvidence nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT arriving_evidence_key IF NOT EXISTS FOR (n:ArrivingEvidence) REQUIRE n.key IS UNIQUE
