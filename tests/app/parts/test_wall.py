"""How often walls look whether something else is to be on them."""

from __future__ import annotations

from coalition.app.parts.wall import EVERY_SECONDS, OFTEN, every


def test_few_walls_look_every_second_and_many_share_the_looks() -> None:
    assert [every(walls) for walls in (0, 1, OFTEN)] == [EVERY_SECONDS] * 3
    assert every(3 * OFTEN) == 3 * EVERY_SECONDS
    for walls in range(OFTEN, 200):
        assert walls / every(walls) <= OFTEN / EVERY_SECONDS + 1e-9
