"""Marks and labels never lie on each other."""

from hypothesis import given
from hypothesis import strategies as st

from coalition.figures.placing import Box, lines, place_labels, short, stack, text_width

ROOM = Box(0, 0, 600, 300)
spots = st.tuples(st.integers(20, 580), st.integers(20, 280), st.just(9.0))


@given(st.lists(spots, max_size=40), st.text(min_size=1, max_size=30))
def test_no_label_touches_a_mark_or_another_label_or_leaves_the_room(marks, text):
    placed = place_labels(marks, [(i, text, ROOM) for i in range(len(marks))])
    boxes = [Box(x - r, y - r, x + r, y + r) for x, y, r in marks]
    for number, label in enumerate(placed):
        assert label.box.within(ROOM)
        assert not any(label.box.touches(box) for box in boxes)
        assert not any(label.box.touches(other.box) for other in placed[:number])


def test_the_first_named_gets_the_place_and_no_more_than_asked_are_placed():
    marks = [(50.0, 50.0, 9.0), (50.0, 150.0, 9.0), (50.0, 250.0, 9.0)]
    wanted = [(2, "first", ROOM), (0, "second", ROOM), (1, "third", ROOM)]
    assert [label.mark for label in place_labels(marks, wanted, most=2)] == [2, 0]


def test_a_label_goes_right_then_left_then_below_then_above():
    inside = Box(0, 0, 200, 100)
    one = place_labels([(20.0, 50.0, 9.0)], [(0, "Chile", inside)])[0]
    other = place_labels([(180.0, 50.0, 9.0)], [(0, "Chile", inside)])[0]
    below = place_labels([(20.0, 50.0, 9.0)], [(0, "Chile", Box(0, 0, 42, 100))])[0]
    above = place_labels([(20.0, 50.0, 9.0)], [(0, "Chile", Box(0, 0, 42, 60))])[0]
    assert one.shift > 0 > other.shift
    assert below.drop > 0 > above.drop


@given(st.integers(0, 60), st.integers(1, 9))
def test_lines_and_stacks_keep_their_distance(count, width):
    for places in (lines(count, 300, 150, width, 20), stack(count, 0, 150, width, 20)):
        assert len(set(places)) == count
        assert all(max(abs(a[0] - b[0]), abs(a[1] - b[1])) >= 19.99 for i, a in enumerate(places) for b in places[:i])


def test_a_long_name_is_shortened_and_brackets_go_first():
    assert short("Micronesia (Federated States of)") == "Micronesia"
    assert short("x" * 40, 10) == "x" * 9 + "…"
    assert short("(only brackets)") == "(only brackets)"


def test_wider_text_is_wider():
    assert text_width("Mmm", 12) > text_width("iii", 12) > 0
    assert text_width("人権", 12) > text_width("hr", 12)
