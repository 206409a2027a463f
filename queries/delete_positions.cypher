// purpose: Removes derived positions (collected first, see delete_stances).
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor_id})-[p:SUPPORTS|MIXED_ON|ABSTAINED_ON|OPPOSES]->(r:Recommendation {id: row.recommendation_id})
WITH collect(p) AS gone
UNWIND gone AS p
DELETE p
