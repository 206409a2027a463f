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
