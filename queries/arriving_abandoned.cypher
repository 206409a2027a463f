// purpose: Large loads that have said nothing for ten minutes.
// mode: write
// parameters: none
// columns: load
MATCH (m:Arrival)
WHERE m.at < timestamp() - 600000
RETURN m.load AS load
