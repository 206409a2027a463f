// purpose: Adds or changes actors of one kind; the kind is a label too.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MERGE (a:Actor:{kind} {id: row.id})
SET a.name = row.name, a.kind = row.kind, a.country = row.country, a.visibility = row.visibility, a.note = row.note,
    a.grade = row.grade, a.source = row.source
