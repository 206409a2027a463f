// purpose: Ids of RegionalGroup nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT regional_group_id IF NOT EXISTS FOR (n:RegionalGroup) REQUIRE n.id IS UNIQUE
