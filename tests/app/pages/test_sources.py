"""What the Sources page says about how well the estimates predict."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from coalition.analysis.partners.track_record import NOT_EVALUATED, Evaluation, shipped
from coalition.app.parts import evaluation as part
from coalition.model.network import Network

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]


def words(test: AppTest) -> str:
    assert not test.exception
    text = unescape(re.sub(r"<[^>]*>", " ", "\n".join(element.proto.body for element in test.get("html"))))
    return re.sub(r"\s+", " ", text)


def test_the_claims_are_those_of_the_file_about_these_data(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part, "last_evaluation", lambda network, folder: shipped())
    text = words(visit("sources"))
    assert shipped().claim("votes") in text
    assert shipped().conversion("lists") in text
    assert NOT_EVALUATED not in text


def test_on_other_data_nothing_is_claimed(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part, "last_evaluation", lambda network, folder: None)
    text = words(visit("sources"))
    assert NOT_EVALUATED in text
    assert "Chance alone would give 50" not in text


def test_it_is_run_anew_in_the_background_and_quoted_from_then_on(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def known(network: Network, progress: Callable[[str], None]) -> Evaluation:
        progress("Hiding States ...")
        asked.append(network.digest)
        return replace(shipped(), digest=network.digest)

    monkeypatch.setattr(Network, "digest", property(lambda network: "0123456789abcdef"))
    monkeypatch.setattr(part, "evaluate", known)
    test = visit("sources")
    text = words(test)
    assert shipped().claim("votes") in text
    assert "Measured" in text
    test.button(key="evaluate").click().run()
    assert asked == ["0123456789abcdef"]
    text = words(visit("sources"))
    assert shipped().claim("votes") in text
    assert "Measured" not in text
