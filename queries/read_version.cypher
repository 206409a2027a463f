// purpose: Version of the map: one more with every committed write.
// mode: read
// parameters: none
// columns: version
MATCH (m:Meta {id: 'map'})
RETURN m.version AS version
