// purpose: Makes actors of one kind out of the places that a large load made for them.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (a:ArrivingActor {key: row.key})
SET a:Actor:{kind}, a.id = row.id
REMOVE a:ArrivingActor, a.key, a.load
