// purpose: Adds or changes recommendations.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MERGE (r:Recommendation {id: row.id})
SET r.paragraph = row.paragraph, r.theme = row.theme, r.text = row.text, r.target_evidence = row.target_evidence,
    r.source = row.source
