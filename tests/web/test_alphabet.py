"""The database has the Norwegian alphabet, whichever database it is."""

import pytest

from fortrinn.web.accounts.models import User
from fortrinn.web.alphabet import alphabetical, compare, like

NAMES = ["Åse", "Øyvind", "anders", "Ærlend", "Zakarias"]


@pytest.fixture
def people(db):
    for number, name in enumerate(NAMES):
        User.objects.create_user(f"{number}@example.org", name)


def test_the_database_puts_names_in_norwegian_order(people):
    names = User.objects.order_by(alphabetical("name")).values_list("name", flat=True)
    assert list(names) == ["anders", "Zakarias", "Ærlend", "Øyvind", "Åse"]


@pytest.mark.parametrize(("word", "found"), [("øyv", ["Øyvind"]), ("ÅSE", ["Åse"]), ("%", [])])
def test_a_search_takes_large_and_small_letters_as_alike(people, word, found):
    assert [user.name for user in User.objects.filter(name__icontains=word)] == found


def test_comparing_is_the_same_in_both_directions():
    for one in NAMES:
        for other in NAMES:
            assert compare(one, other) == -compare(other, one)


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("hav%", "Havbruk\nog fiske", True),
        ("h_v", "høv", True),
        (r"100\%", "100%", True),
        (r"100\%", "1000", False),
        ("a.c", "abc", False),
        (None, "tekst", None),
        ("%", None, None),
    ],
)
def test_patterns_mean_what_they_mean_in_sql(pattern, text, expected):
    assert like(pattern, text, "\\") is expected
