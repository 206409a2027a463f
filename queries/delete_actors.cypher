// purpose: Removes Actor nodes with all their edges.
// mode: write
// parameters: ids
// columns: none
UNWIND $ids AS id
MATCH (n:Actor {id: id})
DETACH DELETE n
