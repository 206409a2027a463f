// purpose: All recommendations with the kinds of actor they are addressed to.
// mode: read
// parameters: none
// columns: id, paragraph, theme, text, addressed_to, target_evidence, source
MATCH (r:Recommendation)
OPTIONAL MATCH (r)-[:ADDRESSED_TO]->(k:ActorKind)
WITH r, collect(k.id) AS addressed_to
RETURN r.id AS id, r.paragraph AS paragraph, r.theme AS theme, r.text AS text, addressed_to AS addressed_to,
       r.target_evidence AS target_evidence, r.source AS source
