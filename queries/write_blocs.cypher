// purpose: Adds or changes blocs.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MERGE (b:Bloc {id: row.id})
SET b.name = row.name, b.source = row.source
