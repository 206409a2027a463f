// purpose: Adds or changes regional groups.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MERGE (g:RegionalGroup {id: row.id})
SET g.name = row.name, g.long_name = row.long_name, g.source = row.source
