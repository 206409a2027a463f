// name: schema_regional_group
// purpose: Ids of RegionalGroup nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT regional_group_id IF NOT EXISTS FOR (n:RegionalGroup) REQUIRE n.id IS UNIQUE

// name: schema_bloc
// purpose: Ids of Bloc nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT bloc_id IF NOT EXISTS FOR (n:Bloc) REQUIRE n.id IS UNIQUE

// name: read_groups
// purpose: All regional groups.
// mode: read
// parameters: none
// columns: id, name, long_name, source
MATCH (g:RegionalGroup)
RETURN g.id AS id, g.name AS name, g.long_name AS long_name, g.source AS source

// name: read_blocs
// purpose: All blocs.
// mode: read
// parameters: none
// columns: id, name, source
MATCH (b:Bloc)
RETURN b.id AS id, b.name AS name, b.source AS source

// name: write_groups
// purpose: Adds or changes regional groups.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MERGE (g:RegionalGroup {id: row.id})
SET g.name = row.name, g.long_name = row.long_name, g.source = row.source

// name: delete_groups
// purpose: Removes RegionalGroup nodes with all their edges.
// mode: write
// parameters: ids
// columns: none
UNWIND $ids AS id
MATCH (n:RegionalGroup {id: id})
DETACH DELETE n

// name: write_blocs
// purpose: Adds or changes blocs.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MERGE (b:Bloc {id: row.id})
SET b.name = row.name, b.source = row.source

// name: delete_blocs
// purpose: Removes Bloc nodes with all their edges.
// mode: write
// parameters: ids
// columns: none
UNWIND $ids AS id
MATCH (n:Bloc {id: id})
DETACH DELETE n
