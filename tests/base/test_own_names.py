"""What we ourselves write into tables is said in the reader's language."""

import pytest

from trend_lib.base.own_names import event_in_our_words
from trend_lib.base.speech import speaking


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "New source chat since 17 August 2026"),
        ("uk", "Нове джерело chat з 17 серпня 2026"),
        ("ru", "Новый источник chat с 17 августа 2026"),
    ],
)
def test_a_new_source_is_told_in_the_readers_language(language, said):
    with speaking(language):
        assert event_in_our_words("source chat began on 2026-08-17").replace("\xa0", " ") == said


def test_what_people_wrote_down_stays_as_they_wrote_it():
    with speaking("uk"):
        assert event_in_our_words("Maintenance (North)") == "Maintenance (North)"
