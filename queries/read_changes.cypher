// purpose: All entries of the history without their rows, newest first.
// mode: read
// parameters: none
// columns: id, number, at, who, why, what, kind, undoes, about, wide
MATCH (c:Change)
RETURN c.id AS id, c.number AS number, c.at AS at, c.who AS who, c.why AS why, c.what AS what, c.kind AS kind, c.undoes AS undoes,
       c.about AS about, c.wide AS wide
ORDER BY number DESC
