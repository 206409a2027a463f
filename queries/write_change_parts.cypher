// purpose: Adds the rows that an entry of the history changed: pressed text, per table and what became of them.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (c:Change {id: row.change})
CREATE (c)-[:HOLDS]->(:ChangePart {id: row.id, part: row.part, table: row.table, how: row.how, n: row.n, data: row.data})
