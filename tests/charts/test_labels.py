"""Names beside bubbles: as many as have room, in narrower lines where a wide one has none."""

from fortrinn.charts.figures._labels import Bubble, place_labels


def test_a_name_without_room_for_its_best_lines_is_set_in_narrower_ones():
    name = "Verft og transportmidler"
    alone = Bubble(name, 100, 100, 5, True, 1.0)
    wide = place_labels([alone], (400, 200), limit=1, size=12)[0]
    narrow = place_labels([alone], (215, 200), limit=1, size=12, avoid=[(0, 0, 105, 200)])[0]
    assert wide.lines == (name,)
    assert narrow.lines == ("Verft og", "transportmidler")
    assert " ".join(narrow.lines) == name
    assert narrow.box[2] <= 215
