// purpose: All blocs.
// mode: read
// parameters: none
// columns: id, name, source
MATCH (b:Bloc)
RETURN b.id AS id, b.name AS name, b.source AS source
