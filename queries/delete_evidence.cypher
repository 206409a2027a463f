// purpose: Removes Evidence nodes with all their edges.
// mode: write
// parameters: ids
// columns: none
UNWIND $ids AS id
MATCH (n:Evidence {id: id})
DETACH DELETE n
