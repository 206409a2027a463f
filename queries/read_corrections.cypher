// purpose: Stances as they were before they were changed or removed, as pressed text, with who did so, when and why.
// mode: read
// parameters: none
// columns: change, number, at, who, why, how, data
MATCH (c:Change)-[:HOLDS]->(p:ChangePart)
WHERE p.table = 'stances' AND p.how IN ['was', 'removed']
RETURN c.id AS change, c.number AS number, c.at AS at, c.who AS who, c.why AS why, p.how AS how, p.data AS data
