// purpose: Adds an entry to the history, in the transaction of the change itself.
// mode: write
// parameters: id, number, at, who, why, what, kind, undoes, about, wide
// columns: none
CREATE (c:Change {id: $id, number: $number, at: $at, who: $who, why: $why, what: $what, kind: $kind, undoes: $undoes,
                  about: $about, wide: $wide})
