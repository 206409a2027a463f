// purpose: Up to which constraints the map was prepared; null for one of an earlier release.
// mode: read
// parameters: none
// columns: schema
MATCH (m:Meta {id: 'map'})
RETURN m.schema AS schema
