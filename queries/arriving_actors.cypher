// purpose: Places for the actors of a large load, which nobody sees yet.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
CREATE (:ArrivingActor {key: row.key, load: row.load})
