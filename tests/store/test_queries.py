"""Query files and their headers."""

from __future__ import annotations

import re

import pytest
from places import ROOT

from coalition.errors import QueryError
from coalition.model.vocabulary import Kind
from coalition.store.queries import Mode, parse, queries

GOOD = "// purpose: a test\n// mode: read\n// parameters: x\n// columns: n\nMATCH (a {id: $x}) RETURN a.n AS n"


def test_every_file_of_the_installation_has_a_true_header() -> None:
    found = queries()
    assert {query.mode for query in found.values()} == set(Mode)
    assert all(query.purpose.endswith(".") for query in found.values())


def test_a_query_knows_its_parameters_and_columns() -> None:
    query = parse("q", GOOD)
    assert (query.parameters, query.columns, query.mode) == (("x",), ("n",), Mode.READ)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("parameters: x", "parameters: y", r"says parameters \['y'\], the text uses \['x'\]"),
        ("columns: n", "columns: m", r"says columns \['m'\], the text returns \['n'\]"),
        ("// purpose: a test\n", "", "no line '// purpose"),
        ("mode: read", "mode: peek", "mode 'peek' is not one of read, write, schema"),
    ],
)
def test_a_header_that_is_not_true_is_refused(old: str, new: str, complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint):
        parse("q", GOOD.replace(old, new))


def test_the_placeholder_takes_a_kind_and_nothing_else() -> None:
    query = parse("q", GOOD.replace("(a ", "(a:{kind} "))
    assert ":TradeUnion" in query.cypher(Kind.TRADE_UNION)
    with pytest.raises(QueryError, match="takes a kind"):
        query.cypher()
    with pytest.raises(QueryError, match="takes no kind"):
        parse("q", GOOD).cypher(Kind.NGO)


def test_labels_of_kinds_are_plain_words_and_differ() -> None:
    labels = [kind.label for kind in Kind]
    assert all(re.fullmatch(r"[A-Za-z]+", label) for label in labels)
    assert len(set(labels)) == len(labels)


BY_DESIGN = ("exchange/writers/cypher.py", "store/extras.py")


def test_no_python_file_holds_cypher() -> None:
    """But the script that another server is to run, and what copies nodes whatever their labels are."""
    package = ROOT / "coalition"
    cypher = re.compile(r"\b(MATCH|MERGE|UNWIND|DETACH)\b *[(\[$]|\bRETURN [a-z]+\.")
    texts = {path.relative_to(package).as_posix(): path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    assert sorted(name for name, text in texts.items() if cypher.search(text)) == sorted(BY_DESIGN)
