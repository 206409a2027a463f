// name: schema_change
// purpose: Ids of Change nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT change_id IF NOT EXISTS FOR (n:Change) REQUIRE n.id IS UNIQUE

// name: schema_change_part
// purpose: Ids of ChangePart nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT change_part_id IF NOT EXISTS FOR (n:ChangePart) REQUIRE n.id IS UNIQUE

// name: read_changes
// purpose: All entries of the history without their rows, newest first.
// mode: read
// parameters: none
// columns: id, number, at, who, why, what, kind, undoes, about, wide
MATCH (c:Change)
RETURN c.id AS id, c.number AS number, c.at AS at, c.who AS who, c.why AS why, c.what AS what, c.kind AS kind, c.undoes AS undoes,
       c.about AS about, c.wide AS wide
ORDER BY number DESC

// name: read_change_parts
// purpose: The rows that one entry of the history changed, as pressed text.
// mode: read
// parameters: change
// columns: table, how, part, data
MATCH (c:Change {id: $change})-[:HOLDS]->(p:ChangePart)
RETURN p.table AS table, p.how AS how, p.part AS part, p.data AS data

// name: write_change
// purpose: Adds an entry to the history, in the transaction of the change itself.
// mode: write
// parameters: id, number, at, who, why, what, kind, undoes, about, wide
// columns: none
CREATE (c:Change {id: $id, number: $number, at: $at, who: $who, why: $why, what: $what, kind: $kind, undoes: $undoes,
                  about: $about, wide: $wide})

// name: write_change_parts
// purpose: Adds the rows that an entry of the history changed: pressed text, per table and what became of them.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (c:Change {id: row.change})
CREATE (c)-[:HOLDS]->(:ChangePart {id: row.id, part: row.part, table: row.table, how: row.how, n: row.n, data: row.data})
