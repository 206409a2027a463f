// purpose: Places for the evidence of a large load, which nobody sees yet.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
CREATE (:ArrivingEvidence {key: row.key, load: row.load})
