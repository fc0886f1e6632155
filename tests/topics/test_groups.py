"""Groups on two levels: nobody is lost, languages meet, and a second look changes nothing."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from trend_lib.topics.communities import find_communities
from trend_lib.topics.groups import LEAST_SUBTOPIC, group_texts
from trend_lib.topics.neighbours import LEAST_ABROAD, neighbour_graph


def directions(how_many, width, seed=0):
    rows = np.random.default_rng(seed).normal(size=(how_many, width))
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def faults_in_languages(faults=4, texts=60, width=40, apart=0.9):
    """Unit vectors of texts about some faults, told in two languages that lie apart."""
    subject, language = directions(faults, width), directions(2, width, seed=1)
    fault = np.repeat(np.arange(faults), 2 * texts)
    spoken = np.tile(np.repeat([0, 1], texts), faults)
    noise = np.random.default_rng(2).normal(scale=0.06, size=(len(fault), width))
    rows = subject[fault] + apart * language[spoken] + noise
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows.astype(np.float32), fault, np.array(["uk", "ru"])[spoken]


def labels_of(groups, size):
    labels = np.full(size, -1)
    for number, group in enumerate(groups):
        labels[np.concatenate(group)] = number
    return labels


def test_one_fault_told_in_two_languages_is_one_topic():
    vectors, fault, languages = faults_in_languages()
    labels = labels_of(group_texts(vectors, languages, seed=7), len(vectors))
    for topic in np.unique(labels):
        assert len(set(languages[labels == topic])) == 2
        assert len(set(fault[labels == topic])) == 1


def test_without_the_languages_told_they_stay_apart():
    vectors, _, languages = faults_in_languages()
    one = np.full(len(vectors), "en")
    labels = labels_of(group_texts(vectors, one, seed=7), len(vectors))
    assert any(len(set(languages[labels == topic])) == 1 for topic in np.unique(labels))


def test_a_few_texts_in_another_language_are_quotations_not_a_language():
    vectors, _, languages = faults_in_languages()
    few = languages.copy()
    few[: LEAST_ABROAD - 1] = "en"
    few[LEAST_ABROAD - 1 :] = "uk"
    plain = neighbour_graph(vectors, 15)
    assert abs(plain - neighbour_graph(vectors, 15, few)).sum() == 0


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 90), st.integers(0, 5))
def test_every_text_is_in_exactly_one_subtopic(size, seed):
    vectors = directions(max(size, 1), 12, seed)[:size].astype(np.float32)
    languages = np.resize(["uk", "ru", "en"], size)
    rows = [row for group in group_texts(vectors, languages, seed) for one in group for row in one]
    assert sorted(rows) == list(range(size))


def test_a_subtopic_of_a_split_topic_is_no_splinter():
    vectors, _, languages = faults_in_languages(texts=80)
    for group in group_texts(vectors, languages, seed=7):
        assert len(group) == 1 or min(len(one) for one in group) >= LEAST_SUBTOPIC


def test_beginning_from_known_groups_another_seed_changes_next_to_nothing():
    vectors, _, languages = faults_in_languages(faults=9, apart=0.4)
    before = labels_of(group_texts(vectors, languages, seed=7), len(vectors))
    after = labels_of(group_texts(vectors, languages, seed=8, begin=before), len(vectors))
    kept = sum(np.bincount(after[before == topic]).max() for topic in np.unique(before))
    assert kept >= 0.97 * len(vectors)


def test_communities_begun_from_the_best_groups_stay():
    vectors, fault, _ = faults_in_languages(apart=0.0)
    graph = neighbour_graph(vectors, 15)
    found = find_communities(graph, 1.0, seed=3, begin=fault)
    assert np.array_equal(np.unique(found, return_inverse=True)[1], fault)
