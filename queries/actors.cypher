// name: schema_actor
// purpose: Ids of Actor nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT actor_id IF NOT EXISTS FOR (n:Actor) REQUIRE n.id IS UNIQUE

// name: schema_actor_kind
// purpose: Ids of ActorKind nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT actor_kind_id IF NOT EXISTS FOR (n:ActorKind) REQUIRE n.id IS UNIQUE

// name: schema_actor_name
// purpose: Names of ActorName nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT actor_name IF NOT EXISTS FOR (n:ActorName) REQUIRE n.name IS UNIQUE

// name: read_actors
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

// name: read_actor_names
// purpose: Names of imports that somebody confirmed, with the actor each means.
// mode: read
// parameters: none
// columns: name, actor_id
MATCH (n:ActorName)
MATCH (a:Actor {id: n.actor_id})
RETURN n.name AS name, a.id AS actor_id
ORDER BY name

// name: supporters_by_kind
// purpose: Supporters of one recommendation that are of one kind, without those who only declared support.
// mode: read
// parameters: recommendation
// columns: actor_id, name, act, act_year, lead, evidence, latest
MATCH (a:Actor:{kind})-[p:SUPPORTS]->(r:Recommendation {id: $recommendation})
WHERE p.act <> 'declared'
RETURN a.id AS actor_id, a.name AS name, p.act AS act, p.act_year AS act_year, p.lead AS lead, p.evidence AS evidence, p.latest AS latest
ORDER BY lead DESC, actor_id

// name: write_actors
// purpose: Adds or changes actors of one kind; the kind is a label too.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MERGE (a:Actor:{kind} {id: row.id})
SET a.name = row.name, a.kind = row.kind, a.country = row.country, a.visibility = row.visibility, a.note = row.note,
    a.grade = row.grade, a.source = row.source

// name: delete_actors
// purpose: Removes Actor nodes with all their edges.
// mode: write
// parameters: ids
// columns: none
UNWIND $ids AS id
MATCH (n:Actor {id: id})
DETACH DELETE n

// name: unlink_actors
// purpose: Takes actors out of their regional groups and blocs (collected first, see delete_stances).
// mode: write
// parameters: ids
// columns: none
UNWIND $ids AS id
MATCH (a:Actor {id: id})-[link:IN_GROUP|MEMBER_OF]->()
WITH collect(link) AS gone
UNWIND gone AS link
DELETE link

// name: write_in_group
// purpose: Puts actors into regional groups.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor_id})
MATCH (g:RegionalGroup {id: row.group_id})
CREATE (a)-[:IN_GROUP]->(g)

// name: write_member_of
// purpose: Puts actors into blocs.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor_id})
MATCH (b:Bloc {id: row.bloc_id})
CREATE (a)-[:MEMBER_OF]->(b)

// name: write_actor_names
// purpose: Remembers which actor a name of an import means; the id stays with the name where an actor is written anew.
// mode: write
// parameters: rows
// columns: actor_id
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor_id})
MERGE (n:ActorName {name: row.name})
SET n.actor_id = row.actor_id
WITH n, a, row
OPTIONAL MATCH (n)-[before:NAMES]->(:Actor)
DELETE before
WITH DISTINCT n, a, row
MERGE (n)-[:NAMES]->(a)
RETURN row.actor_id AS actor_id
