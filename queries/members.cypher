// name: schema_member
// purpose: Ids of Member nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT member_id IF NOT EXISTS FOR (n:Member) REQUIRE n.id IS UNIQUE

// name: read_members
// purpose: Who may do what with the map on a server.
// mode: read
// parameters: none
// columns: id, role
MATCH (m:Member)
RETURN m.id AS id, m.role AS role
ORDER BY id

// name: write_member
// purpose: Gives somebody a role, in place of the one they had. It has no edge to anything.
// mode: write
// parameters: id, role
// columns: none
MERGE (m:Member {id: $id})
SET m.role = $role

// name: delete_member
// purpose: Takes somebody's role away.
// mode: write
// parameters: id
// columns: none
MATCH (m:Member {id: $id})
DETACH DELETE m
