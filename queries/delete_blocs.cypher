// purpose: Removes Bloc nodes with all their edges.
// mode: write
// parameters: ids
// columns: none
UNWIND $ids AS id
MATCH (n:Bloc {id: id})
DETACH DELETE n
