// name: schema_meta
// purpose: Ids of Meta nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT meta_id IF NOT EXISTS FOR (n:Meta) REQUIRE n.id IS UNIQUE

// name: read_version
// purpose: Version of the map, one more with every committed write, and the mark of who wrote last.
// mode: read
// parameters: none
// columns: version, writer
MATCH (m:Meta {id: 'map'})
RETURN m.version AS version, m.writer AS writer

// name: read_schema
// purpose: Up to which constraints the map was prepared; null for one of an earlier release.
// mode: read
// parameters: none
// columns: schema
MATCH (m:Meta {id: 'map'})
RETURN m.schema AS schema

// name: count_protected
// purpose: How many actors and pieces of evidence are protected.
// mode: read
// parameters: none
// columns: what, n
MATCH (n:Actor) WHERE n.visibility = 'protected' WITH count(n) AS n RETURN 'actors' AS what, n AS n
UNION ALL
MATCH (n:Evidence) WHERE n.visibility = 'protected' WITH count(n) AS n RETURN 'evidence' AS what, n AS n

// name: count_everything
// purpose: How many nodes and edges of each table the graph holds.
// mode: read
// parameters: none
// columns: what, n
MATCH (n:Actor) WITH count(n) AS n RETURN 'actors' AS what, n AS n
UNION ALL
MATCH (n:Recommendation) WITH count(n) AS n RETURN 'recommendations' AS what, n AS n
UNION ALL
MATCH (n:Evidence) WITH count(n) AS n RETURN 'evidence' AS what, n AS n
UNION ALL
MATCH ()-[t:TOOK]->(:Evidence) WITH count(t) AS n RETURN 'stances' AS what, n AS n
UNION ALL
MATCH ()-[b:BEARS_ON]->() WITH count(b) AS n RETURN 'bears_on' AS what, n AS n
UNION ALL
MATCH ()-[p:SUPPORTS|MIXED_ON|ABSTAINED_ON|OPPOSES]->() WITH count(p) AS n RETURN 'positions' AS what, n AS n

// name: lock_map
// purpose: First statement of every write: takes the lock of the writers; tells the version, who wrote it, the schema.
// mode: write
// parameters: writer, schema
// columns: version, earlier, prepared
MERGE (m:Meta {id: 'map'})
WITH m, m.writer AS earlier, coalesce(m.schema, 0) AS prepared
SET m.writer = $writer, m.schema = $schema, m.version = coalesce(m.version, 0)
RETURN m.version AS version, earlier AS earlier, prepared AS prepared

// name: set_version
// purpose: Last statement of every write.
// mode: write
// parameters: version, changed_at
// columns: none
MATCH (m:Meta {id: 'map'})
SET m.version = $version, m.changed_at = $changed_at
