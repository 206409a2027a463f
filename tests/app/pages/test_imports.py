"""The Import page: a file is shown before it is written, names are asked, and nothing is written until accepted."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from html import unescape

import pytest
from places import SAMPLES
from streamlit.testing.v1 import AppTest

from coalition.store.store import Store

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]
LIST = (
    "Country,Evidence,Vote,Date,Source,Recommendation\n"
    "Chile,A <b>joint</b> statement,yes,2024-05-03,https://example.org,R18\n"
    "Congo,A <b>joint</b> statement,yes,2024-05-03,https://example.org,R18\n"
    "Peru,A <b>joint</b> statement,perhaps,2024-05-03,https://example.org,R18\n"
)


@pytest.fixture
def store(writing: Store) -> Store:
    """The map behind the pages; what a test did to it is taken back."""
    return writing


def words(test: AppTest) -> str:
    assert not test.exception
    text = unescape(re.sub(r"<[^>]*>", " ", "\n".join(element.proto.body for element in test.get("html"))))
    return re.sub(r"\s+", " ", text)


def upload(visit: Visit, text: str, name: str = "list.csv") -> AppTest:
    test = visit("imports")
    return test.file_uploader[0].set_value([(name, text.encode(), "text/csv")]).run()


def written(test: AppTest) -> AppTest:
    """The page once the import is written: a fragment looks after it, which runs in a browser only."""
    for _ in range(100):
        if "Written into the map" in words(test):
            break
        time.sleep(0.2)
        test = test.run()
    return test


def test_before_a_file_is_given_the_page_says_what_to_do(visit: Visit) -> None:
    test = visit("imports")
    assert "You see what it would change before anything is written." in words(test)
    assert not [button for button in test.button if "Accept" in button.label]


def test_a_list_is_shown_asked_about_and_written_when_accepted(visit: Visit, store: Store) -> None:
    version = store.version()
    test = upload(visit, LIST)
    said = words(test)
    assert "list.csv: one list, 3 rows." in said
    assert "3 rows of list.csv would be written; 2 rows refused, 1 name to confirm." in said
    assert "Names to confirm" in said
    [choice] = [box for box in test.selectbox if box.label.startswith("Congo")]
    test = choice.set_value("COG").run()
    assert "4 rows of list.csv would be written; 1 row refused." in words(test)
    assert store.version() == version
    [accept] = [button for button in test.button if button.label.startswith("Accept")]
    assert accept.disabled
    test = test.text_input(key="editor name").set_value("Ada").run()
    [accept] = [button for button in test.button if button.label.startswith("Accept")]
    test = written(accept.click().run())
    assert "Written into the map: 4 rows of list.csv." in words(test)
    assert store.version() == version + 1
    assert store.remembered()["Congo"] == "COG"
    last = store.history.entries().iloc[0]
    assert (last["who"], last["kind"], last["why"]) == ("Ada", "import", "list.csv")
    assert "Nothing new in list.csv; 1 row refused." in words(upload(visit, LIST))


def test_columns_that_are_not_known_can_be_chosen(visit: Visit, store: Store) -> None:
    test = upload(visit, "W1,W2,W3,W4,W5\nChile,A text,yes,2024,here\n")
    assert "no table or list that is known" in words(test)
    for column, field in zip(
        ("w1", "w2", "w3", "w4", "w5"), ("actor", "evidence", "position", "date", "source"), strict=True
    ):
        test = next(box for box in test.selectbox if box.label == column).set_value(field).run()
    assert "2 rows of list.csv would be written." in words(test)


def test_a_network_is_asked_what_it_means_and_evidence_what_it_speaks_to(visit: Visit, store: Store) -> None:
    backup = (SAMPLES / "kumu_backup.json").read_text(encoding="utf-8")
    test = upload(visit, backup, "water.json")
    assert "water.json: Kumu (workbook, CSV, blueprint or project backup), 6 rows." in words(test)
    assert "6 rows of water.json would be written." in words(test)
    assert "What is not read, and why" in words(test)
    [word] = [box for box in test.selectbox if box.label.startswith("“works on”")]
    test = word.set_value("support").run()
    assert "7 rows of water.json would be written." in words(test)
    [goals] = [box for box in test.multiselect if box.label.startswith("One piece of evidence speaks to no")]
    test = goals.set_value(["R18"]).run()
    assert "8 rows of water.json would be written." in words(test)


def test_names_that_nobody_knows_become_actors_one_by_one_or_all_at_once(visit: Visit, store: Store) -> None:
    head, tail = "Who,Evidence,Vote,Date,Source,Recommendation\n", ",A text,yes,2024,here,R18\n"
    test = upload(visit, head + f"Shelter First{tail}" + f"Mill Company{tail}")
    assert "Nothing new in list.csv; 2 rows refused, 2 names to confirm." in words(test)
    one = next(box for box in test.selectbox if box.label.startswith("Shelter First"))
    test = one.set_value("+ngo").run()
    assert "4 rows of list.csv would be written; 1 row refused, 1 name to confirm." in words(test)
    everybody = next(box for box in test.selectbox if box.label.startswith("All 2 names"))
    test = everybody.set_value("+business").run()
    assert "6 rows of list.csv would be written." in words(test)


def test_files_that_belong_together_are_given_together(visit: Visit) -> None:
    samples = SAMPLES
    files = [(path.name, path.read_bytes(), "text/csv") for path in sorted(samples.glob("unvotes_*.csv"))]
    test = visit("imports")
    test = test.file_uploader[0].set_value(files).run()
    assert "unvotes (votes, roll calls and issues)" in words(test)


def test_a_file_that_cannot_be_read_is_said_so(visit: Visit) -> None:
    test = upload(visit, "Country,Country,Vote\nChile,Chile,yes\n")
    assert "Nothing was written. This cannot be read:" in words(test)
    assert "stands twice in the header; keep one column of that name" in words(test)


def test_an_import_that_is_stopped_leaves_nothing_behind(store: Store) -> None:
    from coalition.app.parts.imports import Job, StoppedError
    from coalition.exchange.imports import prepare, read

    samples = SAMPLES
    found = prepare(read(samples / "kumu_backup.json"), store.tables())
    before = store.version()
    job = Job("said of it")
    job.stop.set()
    with pytest.raises(StoppedError):
        store.write(found.tables, progress=job.tell)
    assert (store.version(), job.total > 0) == (before, True)
