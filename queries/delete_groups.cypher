// purpose: Removes RegionalGroup nodes with all their edges.
// mode: write
// parameters: ids
// columns: none
UNWIND $ids AS id
MATCH (n:RegionalGroup {id: id})
DETACH DELETE n
