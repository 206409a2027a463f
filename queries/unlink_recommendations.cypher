// purpose: Takes recommendations off the kinds of actor they are addressed to.
// mode: write
// parameters: ids
// columns: none
UNWIND $ids AS id
MATCH (r:Recommendation {id: id})-[link:ADDRESSED_TO]->()
DELETE link
