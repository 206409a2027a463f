// purpose: Takes actors out of their regional groups and blocs.
// mode: write
// parameters: ids
// columns: none
UNWIND $ids AS id
MATCH (a:Actor {id: id})-[link:IN_GROUP|MEMBER_OF]->()
DELETE link
