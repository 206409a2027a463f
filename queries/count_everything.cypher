// purpose: How many nodes and edges of each table the graph holds.
// mode: read
// parameters: none
// columns: what, n
MATCH (n:Actor) RETURN 'actors' AS what, count(n) AS n
UNION ALL
MATCH (n:Recommendation) RETURN 'recommendations' AS what, count(n) AS n
UNION ALL
MATCH (n:Evidence) RETURN 'evidence' AS what, count(n) AS n
UNION ALL
MATCH ()-[t:TOOK]->() RETURN 'stances' AS what, count(t) AS n
UNION ALL
MATCH ()-[b:BEARS_ON]->() RETURN 'bears_on' AS what, count(b) AS n
UNION ALL
MATCH ()-[p:SUPPORTS|MIXED_ON|ABSTAINED_ON|OPPOSES]->() RETURN 'positions' AS what, count(p) AS n
