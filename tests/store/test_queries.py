"""Queries and their headers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from places import ROOT

from coalition.errors import QueryError
from coalition.model.vocabulary import Kind, Standing
from coalition.store.queries import Mode, Query, load, parse, queries

HEADER = "// name: q\n// purpose: a test\n// mode: read\n// parameters: x\n// columns: n\n"
GOOD = f"{HEADER}MATCH (a {{id: $x}}) RETURN a.n AS n"


def test_every_query_of_the_installation_has_a_true_header() -> None:
    found = queries()
    assert {query.mode for query in found.values()} == set(Mode)
    assert all(query.purpose.endswith(".") for query in found.values())


def one(text: str) -> Query:
    (query,) = parse("topic", text)
    return query


def test_a_query_knows_its_parameters_and_columns() -> None:
    query = one(GOOD)
    assert (query.name, query.parameters, query.columns, query.mode) == ("q", ("x",), ("n",), Mode.READ)


def test_several_queries_stand_in_one_file() -> None:
    found = parse("topic", f"{GOOD}\n\n{GOOD.replace('name: q', 'name: other')}\n")
    assert [query.name for query in found] == ["q", "other"]
    assert found[0].text == found[1].text


def test_a_name_stands_once(tmp_path: Path) -> None:
    for topic in ("one", "other"):
        (tmp_path / f"{topic}.cypher").write_text(GOOD, encoding="utf-8")
    with pytest.raises(QueryError, match=r"other\.cypher: there is a query q already"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("parameters: x", "parameters: y", r"says parameters \['y'\], the text uses \['x'\]"),
        ("columns: n", "columns: m", r"says columns \['m'\], the text returns \['n'\]"),
        ("// purpose: a test\n", "", "no line '// purpose"),
        ("mode: read", "mode: peek", "mode 'peek' is not one of read, write, schema"),
        ("// name: q\n", "", r"topic\.cypher: a query begins with a line '// name: ...', not with '//'"),
        ("name: q", "name: Two words", "'Two words' is no name of a query"),
        ("(a ", "(a:{kind})-[:{standing}]-(b ", "holds {kind} and {standing}; it may hold one of them"),
    ],
)
def test_a_header_that_is_not_true_is_refused(old: str, new: str, complaint: str) -> None:
    with pytest.raises(QueryError, match=complaint):
        parse("topic", GOOD.replace(old, new))


def test_the_placeholders_take_a_kind_or_a_standing_and_nothing_else() -> None:
    by_kind, by_standing = one(GOOD.replace("(a ", "(a:{kind} ")), one(GOOD.replace("(a ", "()-[:{standing}]->(a "))
    assert ":TradeUnion" in by_kind.cypher(Kind.TRADE_UNION)
    assert "[:ABSTAINED_ON]" in by_standing.cypher(Standing.ABSTAINED)
    for query, wrong, complaint in [
        (by_kind, None, "takes a kind, one of state"), (by_kind, Standing.MIXED, "takes a kind"),
        (by_standing, None, "takes a standing, one of leads"), (by_standing, Kind.NGO, "takes a standing"),
        (one(GOOD), Kind.NGO, "takes no kind"), (one(GOOD), Standing.MIXED, "takes no standing"),
    ]:  # fmt: skip
        with pytest.raises(QueryError, match=complaint):
            query.cypher(wrong)
    with pytest.raises(QueryError, match="takes a standing"):
        by_standing.cypher("OPPOSES]->() DETACH DELETE a //")  # type: ignore[arg-type]


def test_labels_of_kinds_are_plain_words_and_differ() -> None:
    labels = [kind.label for kind in Kind]
    assert all(re.fullmatch(r"[A-Za-z]+", label) for label in labels)
    assert len(set(labels)) == len(labels)
    assert all(re.fullmatch(r"[A-Z_]+", standing.relationship) for standing in Standing)


BY_DESIGN = ("exchange/writers/cypher.py", "store/extras.py")


def test_no_python_file_holds_cypher() -> None:
    """But the script that another server is to run, and what copies nodes whatever their labels are."""
    package = ROOT / "coalition"
    cypher = re.compile(r"\b(MATCH|MERGE|UNWIND|DETACH)\b *[(\[$]|\bRETURN [a-z]+\.")
    texts = {path.relative_to(package).as_posix(): path.read_text(encoding="utf-8") for path in package.rglob("*.py")}
    assert sorted(name for name, text in texts.items() if cypher.search(text)) == sorted(BY_DESIGN)
