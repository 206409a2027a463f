// purpose: First statement of every write: takes the lock that writers share, and tells the version it starts from.
// mode: write
// parameters: writer, schema
// columns: version
MERGE (m:Meta {id: 'map'})
SET m.writer = $writer, m.schema = $schema, m.version = coalesce(m.version, 0)
RETURN m.version AS version
