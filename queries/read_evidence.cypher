// purpose: All evidence.
// mode: read
// parameters: none
// columns: id, title, citation, kind, leadership, date_from, date_to, coverage, body, family, visibility, grade, source
MATCH (e:Evidence)
RETURN e.id AS id, e.title AS title, e.citation AS citation, e.kind AS kind, e.leadership AS leadership, e.date_from AS date_from,
       e.date_to AS date_to, e.coverage AS coverage, e.body AS body, e.family AS family,
       e.visibility AS visibility, e.grade AS grade, e.source AS source
