// purpose: Takes actors out of their regional groups and blocs (collected first, see delete_stances).
// mode: write
// parameters: ids
// columns: none
UNWIND $ids AS id
MATCH (a:Actor {id: id})-[link:IN_GROUP|MEMBER_OF]->()
WITH collect(link) AS gone
UNWIND gone AS link
DELETE link
