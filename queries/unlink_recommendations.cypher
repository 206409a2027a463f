// purpose: Takes recommendations off the kinds of actor they are addressed to (collected first, see delete_stances).
// mode: write
// parameters: ids
// columns: none
UNWIND $ids AS id
MATCH (r:Recommendation {id: id})-[link:ADDRESSED_TO]->()
WITH collect(link) AS gone
UNWIND gone AS link
DELETE link
