// purpose: The rows that one entry of the history changed, as pressed text.
// mode: read
// parameters: change
// columns: table, how, part, data
MATCH (c:Change {id: $change})-[:HOLDS]->(p:ChangePart)
RETURN p.table AS table, p.how AS how, p.part AS part, p.data AS data
