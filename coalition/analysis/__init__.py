"""Questions on a network, in rooms by what is asked. Algorithms on arrays: `coalition.measures`. Where to look:

- **How alike do actors vote, who moved, who keeps its word?** `actors`: `similar_actors` (of one actor),
  `ideal_points`, `trend`, `realignment`, `words_and_deeds`, `mutual_backing`; `wording`.
- **Who bridges, and who stands together more than by chance?** `bridges`: `ranking` with `wording`, `between_groups`,
  `fragility`, `threshold_sensitivity`; `backbone` and `communities`.
- **Whom to talk to?** `partners`: `ranking` with `wording`; `targets` (what is asked), `record` (what may be used),
  `likeness_models`, `go_betweens`, `track_record` (how often it was right), `cosigners` (other actors).
- **What is missing, and who could take it?** `coverage`; `gaps`: `gaps`, `candidates`, `missing_voices`, `leads`
  (who should lead), with `wording`.
- **Which coalition?** `coalitions` with `coalition_wording`.
- **What if?** `scenarios`: `what_if` with `baseline`, `comparison` and `wording`.
- **How far is any of it right?** `evaluation`: `evaluate`, `hidden_states`, `later_supporters`, `split_half`,
  `leave_one_out`.
- **For all of them:** `contested` (evidence on which States differ), `groups`, `phrases`.
"""
