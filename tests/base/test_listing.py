"""Several things are named as one reads them aloud, in each language."""

import pytest

from trend_lib.base.figures import listing
from trend_lib.base.speech import speaking
from trend_lib.report.retelling import retold


@pytest.mark.parametrize(
    ("language", "two", "three"),
    [("en", "a and b", "a, b and c"), ("uk", "a і b", "a, b і c"), ("ru", "a и b", "a, b и c")],
)
def test_the_last_of_several_comes_after_and(language, two, three):
    with speaking(language):
        assert [listing(["a"]), listing(["a", "b"]), listing(["a", "b", "c"])] == ["a", two, three]


def test_days_that_a_source_lacks_are_listed_so():
    with speaking("uk"):
        said = retold("no records on 2026-08-19, 2026-08-22")
    assert said.replace("\xa0", " ") == "немає записів: 19 серпня 2026 і 22 серпня 2026"
