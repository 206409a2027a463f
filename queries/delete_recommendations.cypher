// purpose: Removes Recommendation nodes with all their edges.
// mode: write
// parameters: ids
// columns: none
UNWIND $ids AS id
MATCH (n:Recommendation {id: id})
DETACH DELETE n
