"""Questions on a `coalition.model.network.Network`, answered in tables and sentences; pure functions.

What needs only arrays or graphs is a measure (`coalition.measures`). Rooms hold the files of one question: `partners`,
`bridges`, `gaps`, `actors`, `scenarios`, `evaluation`; what all of them use lies beside them.
"""
