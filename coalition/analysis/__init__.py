"""One question per file; pure functions on a network or on plain arrays. Where to look:

- **How alike do actors vote?** `similarity` (kappa), `recency` (weights by age), `like_whom` (one actor), `nearest`
  and `nearest_numba` (very large maps), `ideal_points` with `correspondence`, `families` (the same text again).
- **Who stands together more than by chance?** `backbone` with `poisson_binomial` and `configuration_model`,
  `backbone_ties` (on a network), `communities` with `consensus`.
- **Who bridges?** `bridges` with `bridge_words`; `weakest_group`, `resampling` (intervals), `membership` (groups),
  `coverage_game` (Shapley value, sole carriers), `fragility` with `smallest_change`, `between`; for description
  `adjacency`, `brokerage`, `structural_holes`, `betweenness`, `sensitivity`.
- **Whom to talk to?** `partners` with `partner_words`; `targets` (what is asked), `record` (what may be used),
  `models` (likeness), `calibration`, `go_between`, `seen_by`, `signers` (other actors), `reasons`.
- **What is missing, and who could take it?** `coverage`, `gaps`, `last_of_group`, `takers`, `voices`; `leads` and
  `assign` (who should lead).
- **Which coalition?** `smallest` (on a network), `coalitions`, `coalition_rules`, `coalition_programme`,
  `coalition_answers`, `coalition_choices`, `programme` (the solver).
- **What if? Who moved? Who keeps its word?** `whatif` with `baseline` and `whatif_tables`; `trend`, `moved`; `words`,
  `reciprocity`.
- **How far is any of it right?** `evaluate`, `holdout`, `conversion`, `reliability`, `left_out`, `accuracy`,
  `evaluation` (the file).
- **For all of them:** `checks` (arguments), `intervals`, `search` (by any name), `actor_words`.
"""
