// purpose: Makes evidence out of the places that a large load made for it; its stances are seen from then on.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (e:ArrivingEvidence {key: row.key})
SET e:Evidence, e.id = row.id
REMOVE e:ArrivingEvidence, e.key, e.load
