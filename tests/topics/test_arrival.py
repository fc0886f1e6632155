"""A week arrives: ids of topics and subtopics, and texts of any sort."""

from collections import Counter

import pytest

from tests.topics.invented import STORM, make_week
from trend_lib.topics.arrival import begin_register, make_rule, place_week
from trend_lib.topics.past import Held, Past
from trend_lib.topics.start import start_topics

USUAL = Counter(text for first in range(4) for _, text in make_week(12, first))
PAST = Past(Held(USUAL, USUAL.total(), USUAL.total()), lambda _topic_ids, _most: {})
REGISTER = begin_register(start_topics(USUAL, 6, 7))
RULE = make_rule(REGISTER.centres, 6, 7)
OTHER_WORDING = [text.replace("satellite dish", "parabolic antenna") for text in STORM]


def place(texts, register=REGISTER, recent=()):
    return place_week(register, Counter(texts), Counter(recent), PAST, RULE)


def test_a_new_topic_has_a_first_subtopic_of_its_own_id():
    arrival = place(STORM)
    (topic,) = arrival.born
    assert topic.topic_id == REGISTER.next_id
    assert topic.topic_id in arrival.centres.subtopic_ids.tolist()
    assert set(arrival.topic_ids.values()) == {topic.topic_id}


def test_ids_are_drawn_from_one_sequence_for_topics_and_subtopics():
    arrival = place(STORM)
    register = REGISTER.with_born(arrival)
    begun = arrival.centres.subtopic_ids.tolist()
    assert begun == list(range(REGISTER.next_id, REGISTER.next_id + len(begun)))
    assert register.next_id == max(begun) + 1


def test_an_id_once_given_is_never_given_again_though_its_centre_is_gone():
    assert (
        place(
            STORM,
            register=type(REGISTER)(
                REGISTER.encoder, REGISTER.centres, REGISTER.names, highest_id=900
            ),
        )
        .born[0]
        .topic_id
        == 901
    )


def test_another_wording_of_a_young_fault_grows_its_topic():
    arrival = place(STORM)
    (topic,) = arrival.born
    register = REGISTER.with_born(arrival).with_young({topic.topic_id})
    later = place(OTHER_WORDING, register=register, recent=STORM)
    assert later.born == ()
    assert set(later.topic_ids.values()) == {topic.topic_id}
    assert all(one.topic_id == topic.topic_id for one in later.grown)


def test_the_same_week_gives_the_same_arrival_in_any_order():
    one, other = place(STORM), place(STORM[::-1])
    assert (one.topic_ids, one.subtopic_ids, one.born, one.grown) == (
        other.topic_ids,
        other.subtopic_ids,
        other.born,
        other.grown,
    )


@pytest.mark.parametrize(
    "texts",
    [[], [""], ["word"], ["same"] * 40, ["x" * 10_000, "word " * 2_000], ["?", "[card]", "и"] * 5],
    ids=["none", "empty", "one word", "all the same", "long", "hardly words"],
)
def test_any_texts_can_arrive(texts):
    arrival = place(texts)
    assert arrival.topic_ids.keys() == arrival.subtopic_ids.keys() == set(texts)
    assert all(0 <= cosine <= 1 for cosine in arrival.similarity.values())
