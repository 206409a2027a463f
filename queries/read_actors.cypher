// purpose: All actors with their regional group and blocs.
// mode: read
// parameters: none
// columns: id, name, kind, regional_group, country, blocs, visibility, note, grade, source
MATCH (a:Actor)
OPTIONAL MATCH (a)-[:IN_GROUP]->(g:RegionalGroup)
OPTIONAL MATCH (a)-[:MEMBER_OF]->(b:Bloc)
WITH a, g, collect(b.id) AS blocs
RETURN a.id AS id, a.name AS name, a.kind AS kind, g.id AS regional_group, a.country AS country, blocs AS blocs,
       a.visibility AS visibility, a.note AS note, a.grade AS grade, a.source AS source
