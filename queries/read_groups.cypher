// purpose: All regional groups.
// mode: read
// parameters: none
// columns: id, name, long_name, source
MATCH (g:RegionalGroup)
RETURN g.id AS id, g.name AS name, g.long_name AS long_name, g.source AS source
