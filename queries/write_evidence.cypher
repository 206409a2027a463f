// purpose: Adds or changes evidence.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MERGE (e:Evidence {id: row.id})
SET e.title = row.title, e.citation = row.citation, e.kind = row.kind, e.leadership = row.leadership,
    e.date_from = row.date_from, e.date_to = row.date_to, e.coverage = row.coverage,
    e.body = row.body, e.family = row.family, e.visibility = row.visibility, e.grade = row.grade, e.source = row.source
