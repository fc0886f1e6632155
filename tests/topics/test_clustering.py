"""The topic engine on any texts: `trends cluster`."""

import pandas as pd
import pytest

from tests.topics.encoders.letters_teacher import LettersTeacher
from tests.topics.invented import STORM, make_week
from trend_lib.base.topic_settings import TopicsConfig
from trend_lib.topics import cluster_texts, score_clusters
from trend_lib.topics.encoders import choosing
from trend_lib.topics.encoders.lesson import BATCH, READS

USUAL = [entry for first in range(4) for entry in make_week(12, first)]
COLUMNS = ["id", "topic_id", "name", "similarity", "is_new_topic"]


def cluster(texts, weeks=None):
    """With the encoder that is always there: what is promised here holds without an extra too."""
    ids = [str(number) for number in range(len(texts))]
    return cluster_texts(ids, texts, weeks, TopicsConfig(encoder="tfidf"))


@pytest.fixture(scope="module")
def found():
    return cluster([text for _, text in USUAL])


def test_topics_agree_with_what_the_texts_are_about(found):
    plots = pd.Series([plot for plot, _ in USUAL])
    agreed = score_clusters(plots.tolist(), found["topic_id"].tolist())
    assert agreed["nmi"] > 0.65  # a plot's wordings may be several topics ...
    in_topic = found["topic_id"] > 1
    assert in_topic.mean() > 0.95
    assert (
        plots[in_topic].groupby(found["topic_id"]).nunique().max() == 1
    )  # ... but none mixes plots


def test_the_answer_has_one_row_a_text_in_the_order_given(found):
    assert found.columns.tolist() == COLUMNS
    assert found["id"].tolist() == [str(number) for number in range(len(USUAL))]
    assert found["similarity"].between(0, 1).all()


def test_the_same_texts_give_the_same_topics_in_any_order(found):
    texts = [text for _, text in USUAL][::-1]
    turned = cluster(texts)[::-1].reset_index(drop=True)
    assert turned[COLUMNS[1:]].equals(found[COLUMNS[1:]])


def test_the_largest_topic_comes_first(found):
    sizes = found[found["topic_id"] > 1].groupby("topic_id").size()
    assert sizes.iloc[0] == sizes.max()


def test_a_fault_of_the_last_week_is_a_new_topic():
    usual = [
        (text, f"2026-W{10 + first}") for first in range(6) for _, text in make_week(12, first)
    ]
    texts, weeks = zip(*usual, *((text, "2026-W15") for text in STORM), strict=True)
    answer = cluster(texts, weeks)
    born = answer[answer["is_new_topic"]]
    assert sorted(texts[row] for row in born.index) == sorted(STORM)
    assert len(set(born["topic_id"])) == 1


@pytest.mark.parametrize(
    "texts",
    [
        [],
        [""],
        ["hello"] * 40,
        ["", "a", "?", "[card]", "и", "word"] * 5,
        ["word " * 2_000, "x" * 10_000],
        [text for _, text in make_week(6)],
        [text for plot, text in make_week(12) if plot == "money_ru"],
    ],
    ids=["none", "empty", "one text repeated", "hardly words", "long", "thirty", "one language"],
)
@pytest.mark.parametrize("with_weeks", [False, True])
def test_any_texts_can_be_clustered(texts, with_weeks):
    weeks = [f"2026-W{10 + number % 6}" for number in range(len(texts))]
    answer = cluster(texts, weeks if with_weeks else None)
    assert len(answer) == len(texts)
    assert answer["name"].map(len).between(1, 60).all()


def test_one_text_repeated_is_one_topic():
    assert cluster(["no signal"] * 40)["topic_id"].tolist() == [2] * 40


def test_long_work_says_which_stage_it_is_in_and_how_far_the_teacher_has_read(monkeypatch):
    monkeypatch.setattr(choosing, "open_teacher", lambda *_args, **_named: LettersTeacher())
    texts, said = [text for _, text in make_week(36)], []
    cluster_texts(range(len(texts)), texts, tell=lambda *where: said.append(where))
    read = [where for where in said if where[0] == READS]
    assert [(done, of) for _, done, of in read[:2]] == [(0, read[0][2]), (BATCH, read[0][2])]
    assert read[0][2] > BATCH
    assert list(dict.fromkeys(now for now, *_ in said if now != READS)) == [
        "An encoder is fitted",
        "Texts are grouped",
        "Topics are named",
    ]


def test_equal_splits_score_one_whatever_their_names():
    agreed = score_clusters(["a", "a", "b", "b"], [7, 7, 3, 3])
    assert agreed == {
        "nmi": pytest.approx(1),
        "ari": pytest.approx(1),
        "v_measure": pytest.approx(1),
    }
