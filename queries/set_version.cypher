// purpose: Last statement of every write.
// mode: write
// parameters: version, changed_at
// columns: none
MATCH (m:Meta {id: 'map'})
SET m.version = $version, m.changed_at = $changed_at
