// purpose: Supporters of one recommendation that are of one kind.
// mode: read
// parameters: recommendation
// columns: actor_id, name, lead, evidence, latest
MATCH (a:Actor:{kind})-[p:SUPPORTS]->(r:Recommendation {id: $recommendation})
RETURN a.id AS actor_id, a.name AS name, p.lead AS lead, p.evidence AS evidence, p.latest AS latest
ORDER BY lead DESC, actor_id
