// name: schema_staged_actor
// purpose: Keys of StagedActor nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT staged_actor_key IF NOT EXISTS FOR (n:StagedActor) REQUIRE n.key IS UNIQUE

// name: schema_staged_evidence
// purpose: Keys of StagedEvidence nodes are unique, and found by an index.
// mode: schema
// parameters: none
// columns: none
CREATE CONSTRAINT staged_evidence_key IF NOT EXISTS FOR (n:StagedEvidence) REQUIRE n.key IS UNIQUE

// name: staging_actors
// purpose: Places for the actors of a large load, which nobody sees yet.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
CREATE (:StagedActor {key: row.key, load: row.load})

// name: staging_abandoned
// purpose: Large loads that have said nothing for ten minutes.
// mode: write
// parameters: none
// columns: load
MATCH (m:StagedLoad)
WHERE m.at < timestamp() - 600000
RETURN m.load AS load

// name: staging_beat
// purpose: Says that a large load is alive; one that says nothing for a while is taken for abandoned.
// mode: write
// parameters: load
// columns: none
MERGE (m:StagedLoad {load: $load})
SET m.at = timestamp()

// name: staging_count
// purpose: How many stances of a large load are there.
// mode: write
// parameters: load
// columns: n
MATCH (:StagedEvidence {load: $load})<-[t:TOOK]-()
RETURN count(t) AS n

// name: staging_drop
// purpose: Takes back whatever else a large load left.
// mode: write
// parameters: load
// columns: none
MATCH (n:StagedActor|StagedEvidence|StagedLoad {load: $load})
DELETE n

// name: staging_drop_stances
// purpose: Takes back stances of a large load that is not to be; again until there are none.
// mode: write
// parameters: load
// columns: n
MATCH (:StagedEvidence {load: $load})<-[t:TOOK]-()
WITH t LIMIT 20000
DELETE t
RETURN count(*) AS n

// name: staging_evidence
// purpose: Places for the evidence of a large load, which nobody sees yet.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
CREATE (:StagedEvidence {key: row.key, load: row.load})

// name: staging_settle_actors
// purpose: Makes actors of one kind out of the places that a large load made for them.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (a:StagedActor {key: row.key})
SET a:Actor:{kind}, a.id = row.id
REMOVE a:StagedActor, a.key, a.load

// name: staging_settle_evidence
// purpose: Makes evidence out of the places that a large load made for it; its stances are seen from then on.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (e:StagedEvidence {key: row.key})
SET e:Evidence, e.id = row.id
REMOVE e:StagedEvidence, e.key, e.load

// name: staging_stances
// purpose: Stances of actors of the map on evidence of a large load.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (a:Actor {id: row.actor})
MATCH (e:StagedEvidence {key: row.evidence})
CREATE (a)-[:TOOK {position: row.position, ended: row.ended, note: row.note, grade: row.grade, source: row.source}]->(e)

// name: staging_stances_of_staged
// purpose: Stances of actors of a large load on its evidence.
// mode: write
// parameters: rows
// columns: none
UNWIND $rows AS row
MATCH (a:StagedActor {key: row.actor})
MATCH (e:StagedEvidence {key: row.evidence})
CREATE (a)-[:TOOK {position: row.position, ended: row.ended, note: row.note, grade: row.grade, source: row.source}]->(e)
