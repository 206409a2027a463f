"""What the Sources page says about how well the estimates predict."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from coalition.analysis.partners import track_record
from coalition.analysis.partners.track_record import NOT_EVALUATED, shipped

pytestmark = pytest.mark.embedded
Visit = Callable[..., AppTest]


def words(test: AppTest) -> str:
    assert not test.exception
    text = unescape(re.sub(r"<[^>]*>", " ", "\n".join(element.proto.body for element in test.get("html"))))
    return re.sub(r"\s+", " ", text)


def test_the_claims_are_those_of_the_file_about_these_data(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(track_record, "evaluation_of", lambda network, folder: shipped())
    text = words(visit("sources"))
    assert shipped().claim("votes") in text
    assert shipped().conversion("lists") in text
    assert NOT_EVALUATED not in text


def test_on_other_data_nothing_is_claimed(visit: Visit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(track_record, "evaluation_of", lambda network, folder: None)
    text = words(visit("sources"))
    assert NOT_EVALUATED in text
    assert "50% would be chance" not in text
